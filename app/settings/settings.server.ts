import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDateTime } from '@internationalized/date'
import Holidays from 'date-holidays'
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { environment } from '~/env.server'

const bothLanguages = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) })
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as 08:00')
const opening = z.tuple([timeOfDay, timeOfDay]).refine(([from, to]) => from < to, 'opens after it closes')
const week = z.strictObject({
	monday: z.array(opening),
	tuesday: z.array(opening),
	wednesday: z.array(opening),
	thursday: z.array(opening),
	friday: z.array(opening),
	saturday: z.array(opening),
	sunday: z.array(opening),
})
const localDateTime = z.string().refine(isLocalDateTime, 'a local date or time such as 2026-12-24T15:00')
const tokens = z.record(z.string().regex(/^--[a-z0-9-]+$/), z.string().regex(/^[^;{}<>]+$/))
const choice = z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), fr: z.string().min(1), en: z.string().min(1) })
const days = z.number().int().min(1).max(3_660)
/** Asked of a customer; `version` changes with its words. */
const consent = z.strictObject({
	id: z.string().regex(/^[a-z0-9-]+$/),
	version: z.string().min(1),
	title: bothLanguages,
	words: bothLanguages,
})

const idle = z.strictObject({
	warnMinutes: z.number().int().min(1).max(240),
	actMinutes: z.number().int().min(1).max(240),
})

const seller = z
	.strictObject({
		name: z.string().min(1),
		legalForm: z.string().min(1),
		address: z.array(z.string().min(1)).min(1),
		siren: z
			.string()
			.regex(/^\d{3} ?\d{3} ?\d{3}$/, 'nine digits such as 732 829 320')
			.refine((text) => isLuhn(text.replaceAll(' ', '')), 'a SIREN whose check digit is right'),
		registry: z.string().min(1),
		vatNumber: z.string().regex(/^[A-Z]{2}[0-9A-Z]{2,12}$/, 'a VAT number such as FR44732829320'),
		creditorId: z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{3,31}$/, 'a SEPA creditor identifier such as FR12ZZZ123456'),
		paymentTerms: bothLanguages,
		latePayment: bothLanguages,
		mediator: bothLanguages,
	})
	// Two digits computed from the SIREN, then the SIREN.
	.refine(({ siren, vatNumber }) => !vatNumber.startsWith('FR') || vatNumber === frenchVatNumber(siren), {
		path: ['vatNumber'],
		message: 'the VAT number of that SIREN',
	})

const SHORTEST_SLOT = 10

const Settings = z
	.strictObject({
		brand: z.strictObject({
			name: z.string().min(1),
			description: bothLanguages,
			logo: z.string().startsWith('/'),
			illustration: z.boolean(),
			tokens: z.strictObject({ light: tokens, dark: tokens }),
			senderEmail: z.email(),
			smsSender: z.string().min(1).max(11),
		}),
		timeZone: z.string().refine(isTimeZone, 'a time zone such as Europe/Paris'),
		currency: z.string().length(3),
		country: z.string().length(2),
		languages: z.array(z.enum(['fr', 'en'])).min(1),
		phone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number such as +33353012020'),
		seller,
		teams: z.array(z.strictObject({ id: z.string().min(1), city: z.string().min(1) })).min(1),
		hours: z.strictObject({ chat: week, callback: week }),
		holidays: z.strictObject({ observed: z.boolean(), region: z.string().nullable() }),
		closures: z.array(
			z
				.strictObject({ from: localDateTime, to: localDateTime, reason: bothLanguages })
				.refine(({ from, to }) => from < (to.length === 10 ? `${to}T24:00` : to), 'ends before it begins'),
		),
		reasons: z.array(choice).min(1),
		outcomes: z.array(choice).min(1),
		chat: z.strictObject({
			keepPlaceMinutes: z.number().int().min(1).max(60),
			fullQueuePerAdvisor: z.number().int().min(1),
			offerSeconds: z.number().int().min(5).max(300).default(30),
			askAgainSeconds: z.number().int().min(30).max(1_800).default(120),
			goneSeconds: z.number().int().min(20).max(600).default(60),
			callbackAfterSeconds: z.number().int().min(0).default(60),
			customerIdle: idle.default({ warnMinutes: 10, actMinutes: 5 }),
			advisorIdle: idle.default({ warnMinutes: 4, actMinutes: 3 }),
			deskClosedMinutes: z.number().int().min(1).max(60).default(2),
			reopenHours: z.number().int().min(0).max(168).default(24),
		}),
		studio: z.strictObject({ secondReader: z.boolean().default(true) }).default({ secondReader: true }),
		desk: z.strictObject({ restMinutes: z.number().int().min(0).max(60).default(0) }).default({ restMinutes: 0 }),
		callback: z.strictObject({
			slotMinutes: z.number().int().min(SHORTEST_SLOT).max(240),
			callsPerAdvisorAndSlot: z.number().int().min(1),
			callMinutes: z.number().int().min(1).max(240).optional(),
			breathingMinutes: z.number().int().min(0).max(60).default(0),
			reminderMinutes: z.number().int().min(0).max(1_440).default(60),
			relayUrl: z
				.url({ protocol: /^https$/ })
				.nullable()
				.default(null),
			daysAhead: z.number().int().min(1).max(30),
			countries: z.array(z.string().length(2)).min(1),
			maxOffers: z.number().int().min(1).max(10),
			maxRings: z.number().int().min(1).max(4),
			retry: z.strictObject({
				busyMinutes: z.number().int().min(1),
				noAnswerMinutes: z.number().int().min(1),
				voicemailMinutes: z.number().int().min(1),
			}),
			perNumberAndDay: z.number().int().min(1),
			nowEveryMinutes: z.number().int().min(0),
			unansweredPer30Days: z.number().int().min(1),
			codes: z.strictObject({
				everySeconds: z.number().int().min(1),
				perHour: z.number().int().min(1),
				perDay: z.number().int().min(1),
			}),
			spending: z.strictObject({
				smsCents: z.number().int().min(0),
				codeCallCents: z.number().int().min(0),
				attemptCents: z.number().int().min(0),
				codesPerMonthCents: z.number().int().min(0),
				callsPerDayCents: z.number().int().min(0),
				usageMinutes: z.number().int().min(0).max(1_440).default(5),
			}),
		}),
		consents: z.array(consent).default([]),
		retention: z.strictObject({ frictions: days, visits: days, conversations: days, callbacks: days, outbox: days }),
	})
	.superRefine(({ callback: { slotMinutes, callMinutes = 0, breathingMinutes } }, context) => {
		if (slotMinutes >= SHORTEST_SLOT && callMinutes + breathingMinutes > slotMinutes)
			context.addIssue({
				code: 'custom',
				path: ['callback', 'slotMinutes'],
				message: 'long enough for a call and its breathing time',
			})
	})
	.superRefine(({ country, holidays }, context) => {
		if (!holidays.observed) return
		const calendar = new Holidays()
		if (!(country in calendar.getCountries())) {
			context.addIssue({
				code: 'custom',
				path: ['country'],
				message: 'a country whose public holidays are known, such as FR',
			})
		} else if (holidays.region !== null && !(holidays.region in (calendar.getStates(country) ?? {})))
			context.addIssue({
				code: 'custom',
				path: ['holidays', 'region'],
				message: `a region of ${country}: ${Object.keys(calendar.getStates(country) ?? {}).join(', ')}`,
			})
	})

function isLuhn(digits: string): boolean {
	const sum = [...digits].reverse().reduce((total, digit, index) => {
		const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1)
		return total + (doubled > 9 ? doubled - 9 : doubled)
	}, 0)
	return sum % 10 === 0
}

function frenchVatNumber(siren: string): string {
	const digits = siren.replaceAll(' ', '')
	const key = (12 + 3 * (Number(digits) % 97)) % 97
	return `FR${String(key).padStart(2, '0')}${digits}`
}

export type Settings = z.infer<typeof Settings>

/** Thrown at start when the settings file is missing or wrong; `message` names file, line and reason. */
export class SettingsError extends Error {}

/**
 * Reads settings from YAML text.
 *
 * @param text - content of a settings file
 * @param file - its name, for the message
 * @throws {SettingsError} with `file:line: path: reason` for each mistake
 */
export function parseSettings(text: string, file: string): Settings {
	const lineCounter = new LineCounter()
	const document = parseDocument(text, { lineCounter, prettyErrors: false })
	const [syntaxError] = document.errors
	if (syntaxError) {
		const { line } = lineCounter.linePos(syntaxError.pos[0])
		throw new SettingsError(`${file}:${line}: ${syntaxError.message}`)
	}
	const parsed = Settings.safeParse(document.toJS())
	if (parsed.success) return parsed.data
	const lines = parsed.error.issues.map((issue) => {
		const path = [...issue.path.map(String), ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])]
		return `${file}:${lineOf(path)}: ${path.join('.') || 'file'}: ${issue.message}`
	})
	throw new SettingsError(lines.join('\n'))

	function lineOf(path: string[]): number {
		let node: unknown = document.contents
		let offset = 0
		for (const key of path) {
			const pair = isMap(node) ? node.items.find((item) => String(item.key) === key) : undefined
			const found = pair?.key ?? (isSeq(node) ? node.items[Number(key)] : undefined)
			if (!found) break
			offset = (found as { range?: [number, number, number] }).range?.[0] ?? offset
			node = pair ? pair.value : found
		}
		return lineCounter.linePos(offset).line
	}
}

let current: Settings | undefined

/** The settings of this process: `settings.yaml` of CONTENT_DIR, else the one shipped. */
export function settings(): Settings {
	current ??= loadSettings(environment().CONTENT_DIR)
	return current
}

/** Replaces the settings of this process, for tests and for a simulated date. */
export function useSettings(replacement: Settings | undefined): void {
	current = replacement
}

/** @throws {SettingsError} when no file is found or its content is wrong */
export function loadSettings(contentFolder: string): Settings {
	const file = [join(contentFolder, 'settings.yaml'), 'content/settings.yaml'].find((path) => existsSync(path))
	if (!file) throw new SettingsError(`${contentFolder}/settings.yaml is missing`)
	return parseSettings(readFileSync(file, 'utf8'), file)
}

/** `2026-12-24` or `2026-12-24T15:00`, a day and time that exist. */
function isLocalDateTime(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/.test(text)) return false
	try {
		parseDateTime(text)
		return true
	} catch {
		return false
	}
}

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name })
		return true
	} catch {
		return false
	}
}
