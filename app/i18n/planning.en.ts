import type { Same } from './messages'
import type { fr } from './planning.fr'

export const en = {
	title: 'Callback planning',
	lead: 'The places offered to customers come from here: who is planned, when, for which reasons. What is booked and no longer possible is moved at once, and customers are told.',
	done: (moved, without) =>
		`Saved. ${moved === 0 ? 'No call to move.' : moved === 1 ? 'One call moved, the customer is told.' : `${moved} calls moved, the customers are told.`}${
			without === 0
				? ''
				: without === 1
					? ' One call without a place: the customer chooses.'
					: ` ${without} calls without a place: the customers choose.`
		}`,
	withdrawn: 'Withdrawn. Calls that were moved keep their new place.',
	refused: 'Nothing is saved: check that the end comes after the beginning, and that every box is filled in.',
	from: 'From',
	to: 'To',
	closure: {
		title: 'Exceptional closure',
		reasonFr: 'What customers read, in French',
		reasonEn: 'The same in English',
		submit: 'Close and move the calls',
		current: 'Closures now or to come',
		none: 'No closure.',
		withdraw: 'Open again',
		withdrawNamed: (what) => `Open again: ${what}`,
	},
	absence: {
		title: 'Absence',
		advisor: 'Advisor',
		submit: 'Note the absence and move the calls',
		current: 'Absences now or to come',
		none: 'No absence.',
		withdraw: 'Withdraw',
		withdrawNamed: (what) => `Withdraw: ${what}`,
	},
	week: {
		title: 'Usual weeks',
		lead: 'Write hours as 08:00-12:00, 13:00-17:00. Somebody without a written week counts for all opening hours: their places are offered to customers from now on. For somebody who makes no calls, note an absence.',
		days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
		languages: 'Languages',
		languagesHint:
			'No box ticked: all of them. Otherwise only customers who speak one of these are given to them, while time allows.',
		reasons: 'Reasons',
		reasonsHint:
			'No box ticked: every reason. Otherwise they are given these reasons only; a call that is five minutes late may go to anybody.',
		always: 'no written week',
		unplanned: (n, all) =>
			n === 0
				? `All ${all} advisors have a written week.`
				: `${n} of ${all} without a written week: they count for all opening hours.`,
		submit: 'Save the week',
	},
	moved: {
		title: 'Moved by us in the last fourteen days',
		none: 'Nobody was moved.',
		line: (was, is) => (is ? `${was} → ${is}` : `${was} → no place, the customer chooses`),
		causes: { closure: 'closure', absence: 'absence', nobody: 'nobody was there' },
	},
	interval: (from, to) => `from ${from} to ${to}`,
} satisfies Same<typeof fr>
