import type { TrailItem } from '#db/schema/handoff.server'
import { formatTime } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { settings } from '~/settings/settings.server'

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
	return trail.map(({ id, label, failed, href, at }) => ({
		id,
		label,
		failed,
		href,
		time: formatTime(lang, new Date(at), timeZone),
	}))
}
