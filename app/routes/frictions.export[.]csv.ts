import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireStaff } from '~/auth/guards.server'
import { toCsv } from '~/friction/csv'
import { filterFrom } from '~/friction/filters'
import { rankedCauses } from '~/friction/insights.server'
import { weightOf } from '~/friction/kinds'
import { filterOf } from '~/friction/supervisor-page.server'
import { frictionMessages } from '~/i18n/friction'
import { insightsMessages } from '~/i18n/insights'
import { messagesIn } from '~/i18n/messages'

const MOST_ROWS = 5_000

/** All causes of a period as a file; it names nobody and holds no duration. */
export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.read')
	const now = new Date()
	const shown = filterFrom(new URL(request.url).searchParams)
	const t = messagesIn(insightsMessages, person.lang).csv
	const { kinds } = messagesIn(frictionMessages, person.lang)
	const { causes } = await rankedCauses(filterOf(shown, now), MOST_ROWS)
	const rows = causes.map((cause) => [
		...[
			cause.label,
			kinds[cause.kind].name,
			weightOf(cause.kind),
			cause.people,
			cause.reachedSomebody,
			cause.leftWithNothing,
		],
		...[cause.times, cause.met, cause.expected === null ? null : Math.round(cause.expected * 10) / 10],
		...[t.trends[cause.trend], t.states[cause.state], cause.causeKey],
	])
	return new Response(toCsv([Object.values(t.columns), ...rows], person.lang === 'fr' ? ';' : ','), {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': `attachment; filename="${t.file}-${now.toISOString().slice(0, 10)}.csv"`,
			'Cache-Control': 'private, no-store',
		},
	})
}
