import { maskEmail, maskPhone } from '~/accounts/reveals.server'
import { stepWords } from '~/handoff/step-words'
import type { Lang } from '~/i18n/language'
import type { ContactContext } from './context-panel'
import type { Training } from './training.server'
import { linesSaid } from './training-play'

const MINUTE_MS = 60_000

/** What stands beside a practice: the same panel as of a real contact, filled from the scenario. */
export function trainingContext(training: Training, lang: Lang, now = new Date()): ContactContext {
	const { id, scenario, script, state, startedAt } = training
	const { customer, plan, priceCents } = scenario
	return {
		contact: { kind: 'training', id, isOwn: state.step === 'active' },
		caseReference: 'RC-EXEMPLE',
		askedFrom: null,
		trail: script.trail.map(({ kind, label, failed }, index) => ({
			id: `${index}`,
			label: stepWords({ kind, label, failed }, lang),
			failed,
			href: null,
			at: new Date(startedAt.getTime() - (script.trail.length - index) * 2 * MINUTE_MS).toISOString(),
		})),
		customer: {
			...{ firstName: script.firstName, lastName: customer.lastName, number: customer.number, city: customer.city },
			details: [
				{ field: 'phone', masked: maskPhone(customer.phone) },
				{ field: 'email', masked: maskEmail(customer.email) },
				{ field: 'address', masked: '••' },
			],
		},
		contracts: [
			{ id: 'contract', planName: plan[training.lang], priceCents, state: 'active', line: maskPhone(customer.phone) },
		],
		promises: [],
		history: { earlier: [], openCallback: null },
		articles: linesSaid(state, now).flatMap(({ id: messageId, articleId, body }) => {
			const [title = '', ...rest] = body.split('\n')
			return articleId ? [{ id: messageId, title, href: rest.at(-1) ?? '' }] : []
		}),
	}
}

/** What was said by now, as the messages of a conversation. */
export function trainingMessages(training: Training, advisor: string, now = new Date()) {
	return linesSaid(training.state, now).map(({ id, seq, author, body, articleId, at }) => ({
		...{ id, seq, author, body, articleId, at },
		authorName: author === 'customer' ? training.script.firstName : advisor,
	}))
}
