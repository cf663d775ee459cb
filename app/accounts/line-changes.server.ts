import { accountMessages } from '~/i18n/account'
import { formatPhone } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'
import type { Actor } from './actor'
import type { Contract, Line, LineState } from './backend'
import { accountsBackend } from './current-backend.server'
import { hasEnded } from './embedded-backend.server'
import { recordFailedStep } from './operation-steps.server'
import {
	type Change,
	defineOperation,
	findByKey,
	findChange,
	findOpenChange,
	perform,
	takeBack,
} from './operations.server'

export interface LineRequest {
	customerId: string
	lineId: string
	/** The line as it was shown: nothing is done when it no longer is so. */
	expected: LineState
	wanted: LineState
	/** The same key asks the same thing once. */
	requestKey: string
	actor: Actor
	now?: Date
}

export type LineOutcome =
	/** Asked; the change says what came of it. */
	| { ok: true; changeId: string }
	/** Nothing was asked of the backend. */
	| { ok: false; reason: 'missing' | 'stale' | 'unavailable' | 'as-it-is' }

export type LineChange = Change<AskedOfLine, LineState>

export interface HeldLine {
	line: Line
	contract: Contract
	/** Only a line that is carried about can be lost. */
	canBeLost: boolean
}

interface AskedOfLine {
	number: string
	before: LineState
	wanted: LineState
}

/** The name of a line, and whether it is in service. */
const lineOperation = defineOperation<AskedOfLine, LineState>({
	name: 'line',
	page: '/compte/lignes',
	parse: (stored) => stored as AskedOfLine,
	before: ({ before }) => before,
	after: ({ wanted }) => wanted,
	same: sameLine,

	async read({ customerId, objectId, now }) {
		const held = await findHeldLine(customerId, objectId, now)
		return typeof held === 'string' ? undefined : stateOf(held.line)
	},

	write: ({ customerId, objectId: lineId, from: expected, to: after, now }) =>
		accountsBackend().setLine({ customerId, lineId, expected, after, now }),

	canUndo: () => true,

	words({ before, wanted }, lang) {
		const t = messagesIn(accountMessages, lang).ownLine.steps
		if (before.state === wanted.state) return t.name
		return wanted.state === 'suspended' ? t.suspend : t.resume
	},

	async mail({ objectId, asked, from, to }, { lang, ...mail }) {
		const t = messagesIn(accountMessages, lang).ownLine
		const sentence = lineSentence({ number: asked.number, from, to }, lang)
		const link = `${mail.publicUrl}${localPath(lang, `/compte/lignes/${objectId}`)}`
		return { subject: t.mailSubject(sentence, mail.reference), body: t.mailBody({ ...mail, sentence, link }) }
	},
})

/** A line of a running contract of this customer: `missing` for anybody else's. */
export async function findHeldLine(
	customerId: string,
	lineId: string,
	now = new Date(),
): Promise<HeldLine | 'missing' | 'unavailable'> {
	const contracts = await accountsBackend().contracts(customerId)
	if (!contracts.ok) return 'unavailable'
	for (const contract of contracts.value) {
		const line = contract.lines.find(({ id }) => id === lineId)
		if (line && !hasEnded(contract, now)) return { line, contract, canBeLost: contract.service === 'mobile' }
	}
	return 'missing'
}

/** Names a line, suspends it or puts it back in service. */
export async function changeLine(request: LineRequest): Promise<LineOutcome> {
	const { customerId, lineId, expected, wanted, requestKey, actor, now = new Date() } = request
	const held = await findHeldLine(customerId, lineId, now)
	if (held === 'missing') return { ok: false, reason: 'missing' }
	if (held === 'unavailable') return failed('unavailable', '')
	const { line, canBeLost } = held
	if (wanted.state === 'suspended' && !canBeLost) return { ok: false, reason: 'missing' }

	const earlier = await findByKey(customerId, requestKey)
	if (earlier) return { ok: true, changeId: earlier }
	if (!sameLine(line, expected)) return failed('stale', line.number)
	if (sameLine(line, wanted)) return { ok: false, reason: 'as-it-is' }
	const asked = { number: line.number, before: expected, wanted }
	const performed = await perform(lineOperation, { customerId, objectId: lineId, asked, requestKey, actor, now })
	if (performed.ok && performed.result !== 'changed-since') return { ok: true, changeId: performed.changeId }
	return { ok: false, reason: !performed.ok && performed.reason === 'missing' ? 'missing' : 'stale' }

	async function failed(reason: 'stale' | 'unavailable', number: string): Promise<LineOutcome> {
		const words = lineOperation.words({ number, before: expected, wanted }, actor.lang)
		await recordFailedStep(lineOperation, { customerId, actor, words, reason, now })
		return { ok: false, reason }
	}
}

/** Takes a change back within the minutes of the catalogue: the line is exactly as before. */
export function undoLineChange({
	now = new Date(),
	...undo
}: {
	customerId: string
	changeId: string
	actor: Actor
	now?: Date
}) {
	return takeBack(lineOperation, { ...undo, now })
}

/** A change of a line of this customer; `null` when there is none of that identifier. */
export function findLineChange(customerId: string, changeId: string, now = new Date()): Promise<LineChange | null> {
	return findChange(lineOperation, { customerId, changeId, now })
}

/** The change of a line that waits for its answer; `null` when there is none. */
export function findOpenLineChange(customerId: string, lineId: string, now = new Date()): Promise<LineChange | null> {
	return findOpenChange(lineOperation, { customerId, objectId: lineId, now })
}

/** « La ligne 06 12 34 56 78 est suspendue. » */
function lineSentence({ number, from, to }: { number: string; from: LineState; to: LineState }, lang: Lang): string {
	const t = messagesIn(accountMessages, lang).ownLine.done
	const phone = formatPhone(number, settings().country)
	if (from.state === to.state) return t.name(phone, to.label)
	return to.state === 'suspended' ? t.suspend(phone) : t.resume(phone)
}

function stateOf({ label, state }: Line): LineState {
	return { label, state }
}

function sameLine(one: LineState, other: LineState): boolean {
	return one.label === other.label && one.state === other.state
}
