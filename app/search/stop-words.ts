import type { SearchLang } from './document'

const words = (list: string) => new Set(list.trim().split(/\s+/))

/**
 * Words too small to find an article by, already folded. They are kept out of
 * the index and still help the ranking (« combien », « c'est quoi »).
 *
 * The French list holds the elided forms and their unapostrophed or text-message
 * spellings, since customers type them (« jai », « pk », « svp »).
 */
const STOP_WORDS: Record<SearchLang, ReadonlySet<string>> = {
	fr: words(`
		a ai aie ait ah alors as au aujourdhui auquel aura aurai aurait auront aussi autre autres aux auxquels avaient avais
		avait avec avez avoir avons ayant beaucoup bien bonjour bonsoir bon c ca car ce ceci cela celle celles celui cependant
		certains ces cet cette ceux chaque chez ci comme comment combien d dans de dedans dehors deja depuis des desole
		devrait devez dois doit doivent donc dont du dun dune e elle elles en encore entre es est et etaient etais etait etant
		ete etes etre eu eux fait faire fais faites faut fera font fut grace hui il ils j jai jaimerais je jusqu jusque juste
		l la laquelle le lequel les lesquelles lesquels leur leurs lors lorsqu lorsque lui m ma madame mais me meme memes merci
		mes mien mienne moi mon monsieur n ne ni nos notre nous on ont or ou par parce parfois pendant peu peut peuvent
		peux plutot possible pour pourquoi pourrais pourrait pouvez pouvoir presque puis puisqu puisque qu quand que quel
		quelle quelles quelqu quelque quelques quels qui quoi quoiqu quoique s sa salut se sera serait seront ses seulement si
		sien sois soit sommes son sont souhaite souhaiterais sous suis sur svp t ta tandis tant te telle tels tes toi ton
		toujours tous tout toute toutes tres tu un une va vais vas vers veut veux veuillez via voici voila vont vos votre
		voudrais voulez vouloir vous vu y
		bcp bjr bsr chui cest cmt comen coment dc dsl ds ete jai jarrive jarive jsuis jveux jpeux ke kel kelle ki koi kan kand
		ns pk pkoi pourkoi pq pr qd qqn qqch slt stp tjs tjrs tt tte ts vs ya quil quelle
	`),
	en: words(`
		a about above after again all also am an and any are as at be because been before being below between both but by can
		could d did do does doing down during each few for from further get getting got had has have having he hello help her
		here hers hi him his how i if im in into is it its itself ive just know ll m may me might mine more most must my myself
		need now of on once only or other our ours out over own please pls plz re s same she should so some such t than thank
		thanks that the their theirs them then there these they this those through to too u under until up us ve very want was
		we were what when where which while who whom whose why will with would you your yours yourself
	`),
}

/**
 * Words that turn a meaning round (« pas de réseau », "without a contract"):
 * indexed and searched, but never enough on their own to call an article found.
 */
const LIGHT_WORDS: Record<SearchLang, ReadonlySet<string>> = {
	fr: words('pas plus sans non aucun aucune jamais rien trop moins apres avant'),
	en: words('not no without never nothing off less'),
}

/** Words that join others: in small letters between two words « de » is never the DE licence. */
const LINKING_WORDS: Record<SearchLang, ReadonlySet<string>> = {
	fr: words('a au aux avec ce ces d dans de des du en et l la le les leur ma mon ou par pour sa sur un une'),
	en: words('a an and at by for in is it of on or the this to with'),
}

/** English contractions typed without their apostrophe: all of them say "not". */
export const NEGATED_CONTRACTIONS = words(
	'dont doesnt didnt cant cannot couldnt wont wouldnt isnt arent wasnt werent havent hasnt hadnt shouldnt',
)

export const isStopWord = (surface: string, lang: SearchLang) => STOP_WORDS[lang].has(surface)
export const isLightWord = (surface: string, lang: SearchLang) => LIGHT_WORDS[lang].has(surface)
export const isLinkingWord = (surface: string, lang: SearchLang) => LINKING_WORDS[lang].has(surface)
export const stopWords = (lang: SearchLang): ReadonlySet<string> => STOP_WORDS[lang]
