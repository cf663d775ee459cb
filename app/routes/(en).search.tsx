import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { getVisitor, visitHeader } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { may } from '~/auth/roles'
import { recordFriction, recordStep, trailOf } from '~/friction/record.server'
import { availability } from '~/handoff/availability.server'
import { helpDueHeader } from '~/handoff/help-cookie.server'
import { formatMonth } from '~/i18n/format'
import { languageOf, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { searchMessages } from '~/i18n/search'
import { useMessages } from '~/i18n/use-messages'
import { accountState } from '~/knowledge/account-state.server'
import { askToBeTold } from '~/knowledge/alerts.server'
import { listBySlugs, listTopics } from '~/knowledge/articles.server'
import { matchActions } from '~/knowledge/direct-actions'
import { type Door, EmptySearch } from '~/knowledge/empty-search'
import { helpfulnessOf } from '~/knowledge/helpfulness.server'
import { typeset } from '~/knowledge/markdown.server'
import { nearestArticles } from '~/knowledge/nearest.server'
import { isPrefetch } from '~/knowledge/page-view'
import { SearchBand } from '~/knowledge/search-box'
import { AskForWords, SearchResults } from '~/knowledge/search-results'
import { topicName, topics } from '~/knowledge/topics.server'
import { type ArticleResult, relatedArticles, searchArticles } from '~/search/articles.server'
import { settings } from '~/settings/settings.server'
import { keepable, keptPageHeaders } from '~/shell/keepable'

export const handle = { surface: 'customer', hydrate: false, nav: 'aide' }
export const headers = keptPageHeaders

const SHOWN = 10
const CLOSEST = 4
/** Pages of answers there can be: more than that is no longer an answer. */
const LAST_PAGE = 8
const LETTERS = /[\p{L}\p{N}]/gu
const LONGEST_TOPIC = 120
/** As much of a question as is searched. */
const LONGEST_QUERY = 200

export async function loader({ request }: LoaderFunctionArgs) {
	const url = new URL(request.url)
	const lang = languageOf(url.pathname)
	const brand = settings().brand.name
	const typed = (url.searchParams.get('q') ?? '').trim()
	const query = typed.slice(0, LONGEST_QUERY)
	const letters = query.match(LETTERS)?.length ?? 0
	if (letters < 2)
		return data(
			{ kind: 'ask' as const, brand, query, letters, topics: await listTopics(lang) },
			{ headers: keepable() },
		)

	const visitor = await getVisitor(request)
	await limit('search', request, visitor.visitId)
	const exact = url.searchParams.has('exact')
	const explain = url.searchParams.has('explain') && may(visitor.person?.role, 'knowledge.edit')
	const page = Math.min(LAST_PAGE, Math.max(1, Number.parseInt(url.searchParams.get('page') ?? '', 10) || 1))
	const topic = url.searchParams.get('topic')?.slice(0, LONGEST_TOPIC) ?? null
	const found = searchArticles({
		query,
		lang,
		exact,
		explain,
		limit: SHOWN,
		browse: { topic, offset: (page - 1) * SHOWN },
	})
	const href = `${localPath(lang, '/search')}?q=${encodeURIComponent(query)}`
	const view = { kind: 'search' as const, label: query, href, failed: found.total === 0 }
	const watched = !isPrefetch(request.headers)
	const { visitId, customer } = visitor
	if (watched) await recordStep({ visitId, ...view })
	const [action = null] = matchActions(topics().actions, found.correction?.corrected ?? query, lang)
	const about = {
		brand,
		query,
		href,
		exact,
		isCut: typed.length > LONGEST_QUERY,
		action: action && { ...action, path: localPath(lang, action.path) },
		account: action && customer ? await accountState(action.id, customer.id, lang) : [],
	}

	if (found.total === 0) {
		if (watched)
			await recordFriction({
				visitId,
				customerId: customer?.id ?? null,
				kind: 'search-empty',
				label: query,
				path: href,
				lang,
			})
		const [trail, here, near, everyTopic] = await Promise.all([
			trailOf(visitId),
			availability(),
			nearestArticles(query, lang),
			listTopics(lang),
		])
		const setHelp = helpDueHeader(request)
		return data(
			{
				kind: 'empty' as const,
				...about,
				near: near.map(({ slug, title, summary, topic: id }) => ({
					title,
					summary,
					topic: topicName(id, lang).name,
					href: localPath(lang, `/articles/${encodeURIComponent(slug)}`),
				})),
				topics: near.length > 0 ? [] : everyTopic,
				trail: trail.slice(-6),
				email: customer?.email ?? '',
				told: url.searchParams.has('told'),
				here: {
					door: doorOf(here),
					opensAt: here.opensAt,
					people: here.people.map(({ id, name, initials, city }) => ({
						id,
						name: name.split(' ')[0] ?? name,
						initials,
						city,
					})),
					waitSeconds: here.chat.expectedWaitSeconds,
					nextSlotAt: here.callback.nextSlotAt,
				},
			},
			{ headers: setHelp ? { 'Set-Cookie': setHelp } : {} },
		)
	}

	const first = found.results[0]
	const shown = new Set(found.results.map(({ id }) => id))
	// The closest only: what is left of a longer list is close to nothing.
	const rather = first ? relatedArticles(first.id, first.lang, CLOSEST).filter(({ id }) => !shown.has(id)) : []
	const facets = (found.facets ?? []).map((facet) => ({ ...facet, name: topicName(facet.topic, lang).name }))
	const chosen = facets.find((facet) => facet.topic === topic) ?? null
	return data(
		{
			kind: 'found' as const,
			...about,
			total: found.total,
			correction: found.correction,
			unknown: found.unknown,
			explain,
			results: await rowsFor(found.results),
			isOtherLanguage: Boolean(first && first.lang !== lang),
			rather: rather.slice(0, 3).map(({ title, url: address }) => ({ title, href: address })),
			facets: facets.length > 1 ? facets : [],
			topic: chosen && { id: chosen.topic, name: chosen.name },
			page,
			from: (page - 1) * SHOWN,
			reachable: found.reachable,
		},
		{ headers: keepable(view) },
	)
}

/** What can be promised to somebody without an answer, from who is there and how they can be reached. */
function doorOf({ open, reason, chat, people }: Awaited<ReturnType<typeof availability>>): Door {
	if (open && chat.advisors > 0) return 'write'
	if (open && people.length > 0) return 'phone'
	if (reason === 'queue-full') return 'busy'
	return reason === 'nobody-present' ? 'nobody' : 'closed'
}

/** What a row says of an article besides its words. */
async function rowsFor(results: ArticleResult[]) {
	const [helpful, lines] = await Promise.all([
		helpfulnessOf(results.map(({ id }) => id)),
		Promise.all(
			(['fr', 'en'] as const).map((lang) =>
				listBySlugs(
					lang,
					results.filter((result) => result.lang === lang).map(({ slug }) => slug),
				),
			),
		),
	])
	const known = new Map(lines.flat().map((line) => [line.id, line]))
	const { timeZone } = settings()
	const thisYear = ` ${new Date().getFullYear()}`
	return results.map(({ id, title, url, excerpt, lang, score, explanation }) => {
		const line = known.get(id)
		return {
			id,
			title: typeset(title, lang),
			href: url,
			lang,
			excerpt,
			share: helpful.get(id)?.share ?? null,
			month: line ? withoutYear(formatMonth(lang, line.reviewedAt, timeZone), thisYear) : null,
			by: line?.owner.split(' ')[0] || null,
			explanation: explanation ? { score, parts: explanation.parts } : null,
		}
	})
}

/** « octobre 2026 » is « octobre » during 2026. */
function withoutYear(month: string, thisYear: string): string {
	return month.endsWith(thisYear) ? month.slice(0, -thisYear.length) : month
}

const Alert = z.object({
	q: z.string().trim().min(1).max(LONGEST_QUERY),
	email: z.string().trim().max(254).pipe(z.email()),
})

export async function action({ request }: ActionFunctionArgs) {
	const lang = languageOf(new URL(request.url).pathname)
	const visitor = await getVisitor(request)
	await limit('feedback', request, visitor.visitId)
	const fields = Object.fromEntries(await request.formData())
	const form = Alert.safeParse(fields)
	if (!form.success) {
		return data(
			{ email: String(fields.email ?? '').slice(0, 254), error: messagesIn(searchMessages, lang).emailWrong },
			{ status: 400 },
		)
	}
	await askToBeTold({ query: form.data.q, email: form.data.email, lang })
	const setVisit = await visitHeader(visitor)
	const back = `${localPath(lang, '/search')}?q=${encodeURIComponent(form.data.q)}&told=1#alerte`
	return redirect(back, { status: 303, headers: setVisit ? { 'Set-Cookie': setVisit } : undefined })
}

export const meta: MetaFunction<typeof loader> = ({ data: page, location }) => {
	if (!page) return []
	const t = messagesIn(searchMessages, languageOf(location.pathname))
	const title = page.kind === 'ask' ? t.meta : page.kind === 'empty' ? t.metaNone : t.metaFor(page.query)
	return [{ title: `${title} · ${page.brand}` }, { name: 'robots', content: 'noindex' }]
}

export default function SearchPage() {
	const page = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(searchMessages)
	return (
		<>
			<SearchBand query={page.query} />
			{page.kind === 'ask' && <AskForWords query={page.query} letters={page.letters} topics={page.topics} />}
			{page.kind === 'found' && <SearchResults {...page} cut={page.isCut ? t.cut(LONGEST_QUERY) : null} />}
			{page.kind === 'empty' && (
				<EmptySearch {...page} cut={page.isCut ? t.cut(LONGEST_QUERY) : null} refused={refused ?? null} />
			)}
		</>
	)
}
