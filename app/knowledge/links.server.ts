import { type Lang, localPath } from '~/i18n/language'
import { listBySlugs, translationsOf } from './articles.server'
import { contentVersion } from './content-version.server'
import { typeset } from './markdown.server'
import { topics } from './topics.server'

interface Task {
	icon: string
	title: string
	hint: string
	href: string
}

export interface HomeLinks {
	tasks: Task[]
	oftenSearched: { label: string; href: string }[]
}

const kept = new Map<Lang, { version: number; links: HomeLinks }>()

/** The home page's links; those to an article that is not published in this language are left out. */
export async function homeLinks(lang: Lang): Promise<HomeLinks> {
	const known = kept.get(lang)
	if (known?.version === contentVersion()) return known.links
	const version = contentVersion()
	const { tasks, oftenSearched } = topics()
	const slugs = [...tasks, ...oftenSearched].flatMap(({ article }) => article ?? [])
	const addresses = await articleAddresses(lang, slugs)
	const hrefOf = ({ article, path }: { article?: string; path?: string }) =>
		article ? addresses.get(article) : path && localPath(lang, path)
	const links = {
		tasks: tasks.flatMap((task) => {
			const href = hrefOf(task)
			return href
				? [{ icon: task.icon, title: typeset(task[lang].title, lang), hint: typeset(task[lang].hint, lang), href }]
				: []
		}),
		oftenSearched: oftenSearched.flatMap((entry) => {
			const href = hrefOf(entry)
			return href ? [{ label: typeset(entry[lang], lang), href }] : []
		}),
	}
	kept.set(lang, { version, links })
	return links
}

/** Addresses in a language by the slug of the French article. */
async function articleAddresses(lang: Lang, frenchSlugs: string[]): Promise<Map<string, string>> {
	const address = (slug: string) => localPath(lang, `/articles/${slug}`)
	if (lang === 'en')
		return new Map([...(await translationsOf(frenchSlugs))].map(([french, slug]) => [french, address(slug)]))
	return new Map((await listBySlugs(lang, frenchSlugs)).map(({ slug }) => [slug, address(slug)]))
}
