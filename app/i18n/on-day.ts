/** A day as it stands in an English sentence: "today", "tomorrow", otherwise "on Monday 23 November". */
export function onDay(day: string): string {
	return ['today', 'tomorrow', 'yesterday'].includes(day) ? day : `on ${day}`
}
