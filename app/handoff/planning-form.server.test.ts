import { afterEach, expect, it } from 'vitest'
import { db } from '#db/client.server'
import { people } from '#db/schema/auth.server'
import { absences, closures } from '#db/schema/handoff.server'
import { makeAdvisor, makePerson } from '#db/testing/builders'
import { planFrom, shiftsOf } from './planning-form.server'
import { planningView } from './planning-view.server'
import { plannedAdvisors } from './roster.server'

const NOW = new Date('2026-11-19T10:10:00Z')

afterEach(async () => {
	await db.delete(closures)
	await db.delete(people)
})

function form(values: Record<string, string | string[]>): FormData {
	const sent = new FormData()
	for (const [name, value] of Object.entries(values)) for (const one of [value].flat()) sent.append(name, one)
	return sent
}

it.each([
	['', []],
	['08:00-12:00, 13:00-17:00', ['08:00-12:00', '13:00-17:00']],
	['13:00 – 17:00; 08:00 – 12:00', ['08:00-12:00', '13:00-17:00']],
	['20:00-24:00', ['20:00-24:00']],
	['8h-12h', null],
	['12:00-08:00', null],
	['08:00-12:00, 11:00-14:00', null],
	['08:00', null],
])('hours written as "%s"', (text, expected) => {
	expect(shiftsOf(1, text)?.map(({ from, to }) => `${from}-${to}`) ?? null).toEqual(expected)
})

it('a week is stored, shown and emptied', async () => {
	const { id: personId } = await makeAdvisor({ lastSeenAt: NOW })
	const week = {
		intent: 'week',
		personId,
		'day-1': '08:00-12:00',
		'day-5': '13:00-17:00',
		reason: ['mobile', 'unknown'],
		language: ['en', 'xx'],
	}
	expect(await planFrom(form(week), 'claire', NOW)).toEqual({ moved: 0, withoutPlace: 0 })
	const [shown] = (await planningView('fr', NOW)).advisors
	expect(shown).toMatchObject({ isAlways: false, reasons: ['mobile'], languages: ['en'] })
	expect(shown?.days).toEqual(['08:00-12:00', '', '', '', '13:00-17:00', '', ''])
	await planFrom(form({ intent: 'week', personId }), 'claire', NOW)
	expect(await plannedAdvisors(NOW)).toMatchObject([{ shifts: null, reasons: null, languages: null }])
})

it('an absence and a closure are shown until they are withdrawn', async () => {
	const { id: personId } = await makeAdvisor({ lastSeenAt: NOW })
	const stretch = { from: '2026-11-20T08:00', to: '2026-11-20T12:00' }
	await planFrom(form({ intent: 'absence', personId, ...stretch }), 'claire', NOW)
	await planFrom(form({ intent: 'close', fr: 'Exercice', en: 'Drill', ...stretch }), 'claire', NOW)
	const view = await planningView('fr', NOW)
	expect(view.absences).toHaveLength(1)
	expect(view.closures).toMatchObject([{ reason: 'Exercice' }])
	await planFrom(form({ intent: 'back', id: view.absences[0]?.id ?? '' }), 'claire', NOW)
	await planFrom(form({ intent: 'open-again', id: view.closures[0]?.id ?? '' }), 'claire', NOW)
	expect(await planningView('fr', NOW)).toMatchObject({ absences: [], closures: [] })
})

it('nothing is stored of what ends before it begins, does not exist, or is not about an advisor', async () => {
	const { id: advisor } = await makeAdvisor({ lastSeenAt: NOW })
	const { id: customer } = await makePerson({ role: 'customer' })
	const day = { from: '2026-11-20T08:00', to: '2026-11-20T12:00' }
	const sent: Record<string, string>[] = [
		{ intent: 'absence', personId: advisor, from: day.to, to: day.from },
		{ intent: 'absence', personId: customer, ...day },
		{ intent: 'absence', personId: advisor, from: '2026-02-30T08:00', to: '2026-11-20T12:00' },
		{ intent: 'close', fr: ' ', en: 'Drill', ...day },
		{ intent: 'week', personId: customer },
		{ intent: 'week', personId: advisor, 'day-1': 'tomorrow' },
		{ intent: 'else' },
	]
	for (const wrong of sent) expect(await planFrom(form(wrong), 'claire', NOW)).toBe('refused')
	expect([await db.$count(absences), await db.$count(closures)]).toEqual([0, 0])
})
