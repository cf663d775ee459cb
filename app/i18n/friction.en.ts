import type { fr } from './friction.fr'
import type { Same } from './messages'

export const en = {
	kinds: {
		'search-empty': {
			name: 'No result',
			definition: 'A search that no page answers.',
			proof: 'The results page was asked for and the engine returned zero results.',
			not: 'Suggestions while typing, and the same search repeated within a minute.',
		},
		'search-left': {
			name: 'Results left',
			definition: 'A search with results, none of which was opened.',
			proof: 'The visit has been quiet for 30 minutes and this search is the last thing done.',
			not: 'A search that was reworded, or followed by an article, an operation or a contact.',
		},
		'search-unopened': {
			name: 'Results not opened',
			definition: 'A search with results, none of which was opened although the visit went on.',
			proof: 'What followed in the visit is another search more than a minute later, or a request for somebody.',
			not: 'The last search of a visit, counted as “Results left”.',
		},
		'search-reworded': {
			name: 'Search reworded',
			definition: 'A search with results, made again with other words.',
			proof: 'Another search was made within a minute, with nothing opened in between.',
			not: 'The same search again, a next page, a topic chosen.',
		},
		'article-no': {
			name: 'Page of little help',
			definition: 'An article was read and the person says it is not solved.',
			proof: 'The answer “Not yet” was sent on the article.',
			not: 'An article left without an answer.',
		},
		'article-left': {
			name: 'Article left at once',
			definition: 'An article opened from the results and left to go back to them.',
			proof: 'The browser reported a return to the results less than ten seconds after opening.',
			not: 'An article read for longer, or left for another page.',
		},
		'article-handoff': {
			name: 'Human asked for after reading',
			definition: 'Somebody was asked for right after an article was read.',
			proof: 'The request follows the article in the visit, with no other step between the two.',
			not: 'A request made after a search or an operation.',
		},
		'form-refused': {
			name: 'Form refused',
			definition: 'A form refused at least twice in a row, at the same step.',
			proof: 'The server sent back the same step twice in the visit.',
			not: 'A first slip, then corrected.',
		},
		'step-left': {
			name: 'Step left',
			definition: 'An operation read again before confirming it, and not confirmed.',
			proof: 'The summary was shown; the visit ended without a confirmation, or went on elsewhere.',
			not: 'Several offers compared before one is confirmed.',
		},
		'action-failed': {
			name: 'Operation failed',
			definition: 'An operation on the account that did not go through.',
			proof: 'The operation is recorded with its outcome: unavailable, refused or unknown.',
			not: 'An operation the person undoes.',
		},
		'action-undone': {
			name: 'Operation taken back',
			definition: 'An operation that was done, then taken back by the person in the time there is for it.',
			proof: 'The taking back is recorded with the operation it reverses.',
			not: 'An operation planned for later and withdrawn before its day.',
		},
		'state-differs': {
			name: 'Done otherwise than asked',
			definition: 'An operation that was accepted, but the state read afterwards is not the one asked for.',
			proof: 'The state read is kept with the operation, and a case is opened.',
			not: 'An answer that has not come yet.',
		},
		'page-missing': {
			name: 'Page not found',
			definition: 'An address that does not exist.',
			proof: 'The server answered 404 to a page.',
			not: 'Addresses asked for by robots.',
		},
		'page-error': {
			name: 'Site error',
			definition: 'A page the server could not render.',
			proof: 'The server answered with an error, with the reference shown to the person.',
			not: 'A typing mistake.',
		},
		'script-error': {
			name: 'Error in the browser',
			definition: 'A program of the page stopped in the browser.',
			proof: 'The browser reported an error from our own files.',
			not: 'Errors of browser extensions.',
		},
		offline: {
			name: 'Network lost',
			definition: "The person's connection was lost during the visit.",
			proof: 'The browser reported it once the network was back.',
			not: 'A breakdown on our side, which is a site error.',
		},
		'handoff-asked': {
			name: 'Person asked for',
			definition: 'Somebody was asked for from this page: it was not enough.',
			proof: 'A chat or a callback was asked for from the page, after reading it.',
			not: 'A request from the home page, with nothing tried.',
		},
		'handoff-closed': {
			name: 'Nobody there',
			definition: 'Somebody was asked for when nobody could answer.',
			proof: 'A request was opened outside hours, or with no advisor present.',
			not: 'A queue, however long.',
		},
		'queue-left': {
			name: 'Queue left',
			definition: 'A queue left before an advisor answered.',
			proof: 'The conversation ended without having been taken.',
			not: 'Going from the queue to a callback.',
		},
		'wait-longer': {
			name: 'Wait longer than said',
			definition: 'An answer or a callback that came after the time announced.',
			proof: 'The time announced was stored as a promise, and it was kept late or not at all.',
			not: 'A wait that is long but was announced so, and a callback the person moved.',
		},
		'callback-unreached': {
			name: 'Callback unreached',
			definition: 'A promised callback that did not reach the person.',
			proof: 'All the tries planned were made without an answer.',
			not: 'A try followed by one that succeeds.',
		},
		'contact-repeated': {
			name: 'Second contact',
			definition: 'The same person had to come back for the same reason within seven days.',
			proof: 'Two cases of one customer have the same reason less than seven days apart.',
			not: 'A conversation taken up again in the same case, and the reason “other”.',
		},
	},
} satisfies Same<typeof fr>
