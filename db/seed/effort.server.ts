import { randomUUID } from 'node:crypto'
import { db } from '../client.server'
import { effortAnswers, effortQuestions } from '../schema/handoff.server'

const DAYS = 27
const DAY_MS = 86_400_000
const ANSWERS = 94
const QUESTIONS = 231
const REASONS = ['internet', 'invoice', 'mobile', 'contract', 'internet', 'moving']
const SCORES = [7, 6, 6, 5, 7, 6, 5, 4, 7, 6, 2, 5, 3, 6]
const WORDS = [
	'Le conseiller savait déjà ce que j’avais essayé, je n’ai rien eu à répéter.',
	'Il a fallu redonner mon adresse au technicien.',
	'Que la facture dise elle-même pourquoi elle change.',
	'Rappelée à l’heure dite, merci.',
]

/** What invented customers answered after a contact or an act, over the last four weeks. */
export async function seedEffort({ now, random }: { now: Date; random: () => number }): Promise<void> {
	const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
	const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T
	const answers = Array.from({ length: ANSWERS }, (_, index) => ({
		channel: pick(['chat', 'callback', 'callback', 'act'] as const),
		...{ reason: pick(REASONS), lang: 'fr' as const, scale: 'effort-1-much-7-none-v1', score: pick(SCORES) },
		words: index % 23 === 0 ? (WORDS[index / 23] ?? null) : null,
		day: before(random() * DAYS)
			.toISOString()
			.slice(0, 10),
	}))
	await db.insert(effortAnswers).values(answers)
	const questions = Array.from({ length: QUESTIONS }, () => ({
		...{ objectId: randomUUID(), askedOf: randomUUID(), askedAt: before(random() * DAYS), closedAt: now },
	}))
	await db.insert(effortQuestions).values(questions)
}
