import type { TrailItem } from '#db/schema/handoff.server'
import { formatTime } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { settings } from '~/settings/settings.server'
import { stepWords } from './step-words'

export interface TrailLine {
	id: string
	label: string
	failed: boolean
	href: string | null
	time: string
}

/** The path as pages show it. */
export function trailLines(trail: TrailItem[], lang: Lang): TrailLine[] {
	const { timeZone } = settings()
	return trail.map(({ id, kind, label, failed, href, at }) => ({
		id,
		label: stepWords({ kind, label, failed }, lang),
		failed,
		href,
		time: formatTime(lang, new Date(at), timeZone),
	}))
}
