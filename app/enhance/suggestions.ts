interface Part {
	text: string
	marked: boolean
}

interface Suggestions {
	actions: { title: string; hint: string; url: string }[]
	articles: { title: Part[]; url: string }[]
	ask: { title: string; url: string } | null
	status: string
}

/** A request leaves after this rest in typing, its answer is announced after the second one. */
const REQUEST_AFTER_MS = 100
const ANNOUNCE_AFTER_MS = 500
const SHORTEST = 2

const ICONS = {
	action: 'M5 12h14M12 5l7 7-7 7',
	article: 'M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7ZM14 2v6h6M16 13H8M16 17H8M10 9H8',
	person: 'M21 15a2 2 0 0 1-2 2H7l-4 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2zM13 8H7M17 12H7',
}

/**
 * A list of links under the field, not a combobox: links keep their names and open in
 * tabs. Enter in the field always submits what was typed.
 */
export function suggestUnder(form: HTMLFormElement): void {
	const input = form.querySelector<HTMLInputElement>('input[name="q"]')
	const box = input?.closest<HTMLElement>('.searchbox')
	if (!input || !box) return
	const source = form.dataset.suggest ?? `/api/suggest?lang=${document.documentElement.lang === 'en' ? 'en' : 'fr'}`
	const list = document.createElement('ul')
	list.className = 'suggest max-w-[46rem]'
	list.hidden = true
	if (form.dataset.suggestLabel) list.setAttribute('aria-label', form.dataset.suggestLabel)
	const status = document.createElement('p')
	status.className = 'sr-only'
	status.setAttribute('role', 'status')
	box.after(list, status)

	let underway: AbortController | undefined
	let asking: ReturnType<typeof setTimeout> | undefined
	let announcing: ReturnType<typeof setTimeout> | undefined

	input.addEventListener('input', () => {
		stop()
		if (input.value.trim().length < SHORTEST) close()
		else asking = setTimeout(ask, REQUEST_AFTER_MS)
	})
	input.addEventListener('keydown', (event) => {
		if (event.key === 'ArrowDown' && !list.hidden) move(event, 0)
	})
	list.addEventListener('keydown', (event) => {
		const links = linksOf(list)
		const at = links.indexOf(document.activeElement as HTMLAnchorElement)
		if (event.key === 'ArrowDown') move(event, Math.min(at + 1, links.length - 1))
		if (event.key === 'ArrowUp') at === 0 ? back(event) : move(event, at - 1)
		if (event.key === 'Home') move(event, 0)
		if (event.key === 'End') move(event, links.length - 1)
	})
	form.addEventListener('keydown', (event) => {
		if (event.key !== 'Escape' || list.hidden) return
		stop()
		close()
		back(event)
	})
	form.addEventListener('submit', stop)
	document.addEventListener('pointerdown', (event) => {
		if (!form.contains(event.target as Node)) close()
	})
	form.addEventListener('focusout', (event) => {
		if (event.relatedTarget && !form.contains(event.relatedTarget as Node)) close()
	})

	async function ask() {
		if (!input) return
		const own = new AbortController()
		underway = own
		try {
			const answer = await fetch(`${source}&q=${encodeURIComponent(input.value)}`, { signal: own.signal })
			if (!answer.ok) return close()
			show((await answer.json()) as Suggestions)
		} catch {
			// Aborted by the next key, or no network: the form still works.
		}
	}

	function show({ actions, articles, ask: person, status: words }: Suggestions) {
		const rows = [
			...actions.map(({ title, hint, url }) => row('action', url, [title], hint)),
			...articles.map(({ title, url }) => row('article', url, title.map(marked))),
			...(person ? [row('person', person.url, [person.title])] : []),
		]
		list.replaceChildren(...rows)
		list.hidden = rows.length === 0
		announcing = setTimeout(() => {
			status.textContent = words
		}, ANNOUNCE_AFTER_MS)
	}

	function stop() {
		underway?.abort()
		clearTimeout(asking)
		clearTimeout(announcing)
	}

	function close() {
		list.hidden = true
		list.replaceChildren()
		status.textContent = ''
	}

	function move(event: Event, to: number) {
		event.preventDefault()
		linksOf(list)[to]?.focus()
	}

	function back(event: Event) {
		event.preventDefault()
		input?.focus()
	}
}

function linksOf(list: HTMLElement): HTMLAnchorElement[] {
	return [...list.querySelectorAll('a')]
}

function row(kind: keyof typeof ICONS, url: string, words: (string | Node)[], hint?: string): HTMLLIElement {
	const link = document.createElement('a')
	link.href = url
	const name = document.createElement('span')
	name.append(...words)
	if (hint) {
		const under = document.createElement('span')
		under.className = 'block text-meta text-ink-2'
		under.textContent = hint
		name.append(' ', under)
	}
	link.append(icon(ICONS[kind]), name)
	const item = document.createElement('li')
	item.append(link)
	return item
}

function marked({ text, marked: isMarked }: Part): string | Node {
	if (!isMarked) return text
	const mark = document.createElement('mark')
	mark.textContent = text
	return mark
}

const SVG = 'http://www.w3.org/2000/svg'

function icon(d: string): SVGElement {
	const svg = document.createElementNS(SVG, 'svg')
	svg.setAttribute('class', 'icon')
	svg.setAttribute('viewBox', '0 0 24 24')
	svg.setAttribute('aria-hidden', 'true')
	const path = document.createElementNS(SVG, 'path')
	path.setAttribute('d', d)
	svg.append(path)
	return svg
}
