import type { Settings } from '~/settings/settings.server'

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/**
 * How long to wait before a next code may be sent, by when earlier ones were. Pure.
 *
 * @param sentAt - instants of the last day, in any order
 * @returns whole seconds; 0 when one may be sent now
 */
export function secondsToWait(sentAt: readonly Date[], now: Date, limits: Settings['callback']['codes']): number {
	const newestFirst = sentAt.map((at) => at.getTime()).sort((a, b) => b - a)
	const rules: [count: number, withinMs: number][] = [
		[1, limits.everySeconds * SECOND_MS],
		[limits.perHour, HOUR_MS],
		[limits.perDay, DAY_MS],
	]
	const waits = rules.map(([count, withinMs]) => {
		// The one that must have left the window before another fits in it.
		const oldest = newestFirst[count - 1]
		return oldest === undefined ? 0 : oldest + withinMs - now.getTime()
	})
	return Math.max(0, Math.ceil(Math.max(...waits) / SECOND_MS))
}
