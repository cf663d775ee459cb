import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '~/auth/guards.server'
import { findPeople } from '~/auth/people.server'
import { formatDate } from '~/i18n/format'
import { LANGUAGES, type Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { studioWordsMessages } from '~/i18n/studio-words'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { approvedSynonyms, decideSynonyms, readSynonymGroup } from '~/knowledge/synonyms.server'
import { settings } from '~/settings/settings.server'
import { Button } from '~/ui/button'
import { Empty } from '~/ui/empty'
import { TextField } from '~/ui/field'

export const handle = { surface: 'staff', nav: 'articles' }

const LONGEST_TYPED = 2_000

export async function loader({ request }: LoaderFunctionArgs) {
	const { visitor } = await requireStaff(request, 'knowledge.edit')
	const lang = langIn(new URL(request.url).searchParams.get('lang'))
	const groups = await approvedSynonyms(lang)
	const people = await findPeople(groups.flatMap(({ personId }) => personId ?? []))
	const names = new Map(people.map(({ id, name }) => [id, name]))
	return {
		brand: settings().brand.name,
		ownLang: visitor.lang,
		lang,
		groups: groups.map(({ change, words, personId, at }) => ({
			change,
			words,
			by: names.get(personId ?? '') ?? null,
			at,
		})),
	}
}

export async function action({ request }: ActionFunctionArgs) {
	const { person, visitor } = await requireStaff(request, 'knowledge.edit')
	const form = await request.formData()
	const typed = String(form.get('words') ?? '').slice(0, LONGEST_TYPED)
	const lang = langIn(form.get('lang'))
	const words = readSynonymGroup(typed, lang)
	if (!words) {
		const error = messagesIn(studioWordsMessages, visitor.lang).refused
		return data({ typed, error }, { status: 400 })
	}
	await decideSynonyms({ lang, words, approved: form.get('intent') !== 'withdraw', personId: person.id })
	return redirect(`/studio/words?lang=${lang}`, 303)
}

const langIn = (asked: unknown): Lang => LANGUAGES.find((lang) => lang === asked) ?? 'fr'

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
	page ? [{ title: `${messagesIn(studioWordsMessages, page.ownLang).title} · ${page.brand}` }] : []

/** Words that mean the same to customers: approved here, they count in every search within a second. */
export default function StudioWords() {
	const { groups, lang } = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(studioWordsMessages)
	const own = useLang()
	const { timeZone } = useBrand()
	return (
		<div className="wrap py-6">
			<p className="text-small">
				<a href="/studio">{t.back}</a>
			</p>
			<h1 className="mt-2 text-h2">{t.title}</h1>
			<p className="mt-1 max-w-[46rem] text-small text-ink-2">{t.lead}</p>
			<nav aria-label={t.language} className="tabs mt-4">
				{LANGUAGES.map((one) => (
					<a key={one} href={`/studio/words?lang=${one}`} aria-current={one === lang ? 'page' : undefined}>
						{t.languages[one]}
					</a>
				))}
			</nav>
			<form method="post" className="mt-5 grid max-w-[46rem] gap-3" noValidate>
				<input type="hidden" name="lang" value={lang} />
				<TextField
					id="words"
					name="words"
					label={t.words}
					hint={t.hint}
					error={refused?.error}
					defaultValue={refused?.typed}
					autoComplete="off"
					lang={lang}
				/>
				<Button variant="action" small className="justify-self-start">
					{t.approve}
				</Button>
			</form>
			<h2 className="mt-8 text-h3">{t.approved(groups.length)}</h2>
			{groups.length === 0 ? (
				<Empty>{t.none}</Empty>
			) : (
				<ul className="mt-2 max-w-[46rem] border-t border-line">
					{groups.map(({ change, words, by, at }) => (
						<li key={change} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2">
							<span className="min-w-0 flex-1">
								<span className="block font-semibold" lang={lang}>
									{words.join(', ')}
								</span>
								<span className="text-mini text-ink-2">{t.decided(formatDate(own, new Date(at), timeZone), by)}</span>
							</span>
							<form method="post">
								<input type="hidden" name="lang" value={lang} />
								<input type="hidden" name="intent" value="withdraw" />
								<input type="hidden" name="words" value={words.join(',')} />
								<Button variant="outline" small aria-label={t.withdrawThis(words.join(', '))}>
									{t.withdraw}
								</Button>
							</form>
						</li>
					))}
				</ul>
			)}
		</div>
	)
}
