import { and, eq, lte } from 'drizzle-orm'
import { db } from '#db/client.server'
import { type TrainingState, trainingSessions } from '#db/schema/training.server'
import type { Lang } from '~/i18n/language'
import { everyTick } from '~/jobs/runner.server'
import { announce } from '~/realtime/bus.server'
import { answer, begin, linesToCome, type Script } from './training-play'
import { findScenario, type Scenario } from './training-scenarios.server'

/** A practice that goes on, with its scenario in its language. */
export interface Training {
	id: string
	lang: Lang
	scenario: Scenario
	script: Scenario['fr']
	state: TrainingState
	startedAt: Date
}

/** Longer than any practice: one that was left open is erased all the same. */
const KEPT_MS = 4 * 3_600_000
const SWEEP_SECONDS = 600
const TRIES = 5

everyTick('training', SWEEP_SECONDS, async (now) => {
	await db.delete(trainingSessions).where(lte(trainingSessions.keepUntil, now))
})

/** Begins a practice; one that this person had is erased. `null` when there is no such scenario. */
export async function startTraining({
	personId,
	scenarioId,
	lang,
	now = new Date(),
}: {
	personId: string
	scenarioId: string
	lang: Lang
	now?: Date
}): Promise<{ id: string } | null> {
	if (!findScenario(scenarioId)) return null
	await leaveTraining(personId)
	const [started] = await db
		.insert(trainingSessions)
		.values({
			...{ personId, scenario: scenarioId, lang, startedAt: now },
			state: { step: 'waiting', lines: [], given: [] },
			keepUntil: new Date(now.getTime() + KEPT_MS),
		})
		.returning({ id: trainingSessions.id })
	return started ?? null
}

/** The practice of this person; nobody else can open it, their supervisor included. */
export async function findTraining(personId: string, id?: string): Promise<Training | null> {
	const row = await findRow(personId, id)
	const scenario = row && findScenario(row.scenario)
	if (!row || !scenario) return null
	return { ...row, scenario, script: scenario[row.lang] }
}

/** The advisor takes the customer, who then says what they came for. */
export async function takeInTraining(personId: string, id: string, now = new Date()): Promise<Training | null> {
	return change(personId, id, now, (state, script) => begin(state, script, now))
}

/** The advisor says something, or passes a page on; the customer answers after a while. */
export async function sayInTraining(
	personId: string,
	id: string,
	said: { id: string; body: string; articleId: string | null },
	now = new Date(),
): Promise<Training | null> {
	return change(personId, id, now, (state, script) => answer(state, script, said, now))
}

/** The practice is over: what was written to conclude it is not kept. */
export async function concludeTraining(personId: string, id: string): Promise<Training | null> {
	return change(personId, id, new Date(), (state) =>
		state.step === 'active' ? { ...state, step: 'concluded' } : state,
	)
}

/** Erases the practice of this person, with all that was said. */
export async function leaveTraining(personId: string): Promise<void> {
	await db.delete(trainingSessions).where(eq(trainingSessions.personId, personId))
}

async function findRow(personId: string, id?: string) {
	const [row] = await db
		.select()
		.from(trainingSessions)
		.where(and(eq(trainingSessions.personId, personId), id ? eq(trainingSessions.id, id) : undefined))
	return row ?? null
}

/** Moves a practice on from what it was read as; read again when something else moved it meanwhile. */
async function change(
	personId: string,
	id: string,
	now: Date,
	move: (state: TrainingState, script: Script) => TrainingState,
): Promise<Training | null> {
	for (let tried = 0; tried < TRIES; tried++) {
		const row = await findRow(personId, id)
		const scenario = row && findScenario(row.scenario)
		if (!row || !scenario) return null
		const script = scenario[row.lang]
		const state = move(row.state, script)
		if (state === row.state) return { ...row, scenario, script }
		const [moved] = await db
			.update(trainingSessions)
			.set({ state, version: row.version + 1 })
			.where(and(eq(trainingSessions.id, row.id), eq(trainingSessions.version, row.version)))
			.returning()
		if (!moved) continue
		hint(moved.id, state, now)
		return { ...moved, scenario, script }
	}
	throw new Error('a practice that would not settle')
}

/** Tells the screen when something is being typed and when it is said: hints, what is said is in the table. */
function hint(id: string, state: TrainingState, now: Date): void {
	const topic = `conversation:${id}`
	for (const { typingAt, at } of linesToCome(state, now)) {
		const typing = setTimeout(
			() => announce(topic, { kind: 'typing', side: 'customer' }),
			Math.max(0, typingAt.getTime() - now.getTime()),
		)
		const said = setTimeout(() => announce(topic, { kind: 'message' }), at.getTime() - now.getTime())
		typing.unref()
		said.unref()
	}
}
