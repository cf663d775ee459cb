import type { Element, ElementContent, Root as HtmlRoot, RootContent, Text } from 'hast'
import { toString as textOf } from 'hast-util-to-string'
import type { Blockquote, Heading, RootContent as MarkdownNode, Parent, PhrasingContent, Root } from 'mdast'
import rehypeSanitize, { defaultSchema, type Options as Schema } from 'rehype-sanitize'
import rehypeSlug from 'rehype-slug'
import rehypeStringify from 'rehype-stringify'
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { SKIP, visit } from 'unist-util-visit'
import { knowledgeMessages } from '~/i18n/knowledge'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { englishTypography, typography } from '~/i18n/typography'

/** Grows when the same Markdown gives other HTML: what was stored before is rendered again. */
export const RENDERING = 2

/** Remark-directive adds its nodes to the tree's types. */
type Directive<Kind extends 'container' | 'leaf' | 'text'> = Extract<MarkdownNode, { type: `${Kind}Directive` }>
/** The file a plugin is given: the Markdown as typed. */
type Source = { value?: unknown }

interface ArticleHeading {
	/** 2 to 6: the page's own heading is the title. */
	depth: number
	id: string
	text: string
}

export interface RenderedArticle {
	html: string
	/** One block per line, without the headings. */
	plainText: string
	headings: ArticleHeading[]
}

/**
 * Renders an article. Whatever is typed, the result holds no script, no event
 * handler and no address other than http, https, mailto and tel.
 */
export function renderArticle(markdown: string, lang: Lang): RenderedArticle {
	const { pipeline } = pipelines[lang]
	const tree = pipeline.runSync(pipeline.parse(markdown), { value: markdown } as never) as HtmlRoot
	const headings: ArticleHeading[] = []
	visit(tree, 'element', (node) => {
		if (/^h[2-6]$/.test(node.tagName) && typeof node.properties.id === 'string')
			headings.push({ depth: Number(node.tagName[1]), id: node.properties.id, text: textOf(node) })
	})
	return { html: String(pipeline.stringify(tree)), plainText: plainTextOf(tree), headings }
}

/** A title or a summary with the typography of its language. */
export function typeset(text: string, lang: Lang): string {
	return lang === 'fr' ? typography(text) : englishTypography(text)
}

type Block = 'note' | 'attention' | 'help'

const BLOCKS: Record<string, Block> = {
	note: 'note',
	attention: 'attention',
	warning: 'attention',
	'si-ca-ne-marche-pas': 'help',
	'if-it-does-not-work': 'help',
}

const SCHEMA: Schema = {
	...defaultSchema,
	// The identifiers left are made here, from footnotes; authors cannot give any.
	clobberPrefix: '',
	tagNames: [
		...(defaultSchema.tagNames ?? []).filter((name) => name !== 'input'),
		'figure',
		'figcaption',
		'mark',
		'abbr',
	],
	protocols: { href: ['http', 'https', 'mailto', 'tel'], src: ['http', 'https'], cite: ['http', 'https'] },
	attributes: {
		a: ['href', 'title', 'ariaLabel', 'dataFootnoteRef', 'dataFootnoteBackref'],
		img: ['src', 'alt', 'title', 'width', 'height'],
		ol: ['start'],
		td: ['align', 'colSpan', 'rowSpan'],
		th: ['align', 'colSpan', 'rowSpan', 'scope'],
		code: [['className', /^language-[\w-]{1,30}$/]],
		div: [['dataBlock', 'note', 'attention', 'help']],
		section: ['dataFootnotes'],
		h2: [['className', 'sr-only']],
		'*': ['id'],
	},
}

function makePipeline(lang: Lang) {
	const t = messagesIn(knowledgeMessages, lang)
	const pipeline = unified()
		.use(remarkParse)
		.use(remarkGfm)
		.use(remarkDirective)
		.use(() => keepWords)
		.use(() => renumberHeadings)
		.use(() => (tree: Root) => nameBlocks(tree, t.blocks))
		.use(remarkRehype, { footnoteLabel: t.footnotes, footnoteBackLabel: t.footnoteBack, clobberPrefix: 'note-' })
		.use(() => (tree: HtmlRoot) => typesetTree(tree, lang))
		.use(rehypeSanitize, SCHEMA)
		.use(rehypeSlug, { prefix: 's-' })
		.use(() => decorate)
		.use(rehypeStringify)
		.freeze()
	return { pipeline }
}

const pipelines = { fr: makePipeline('fr'), en: makePipeline('en') }

/**
 * HTML typed in Markdown loses its tags and keeps its words; a colon that happens to
 * look like a directive (« erreur:internet ») stays the text it is.
 */
function keepWords(tree: Root, file: Source) {
	const source = String(file.value ?? '')
	visit(tree, (node, index, parent) => {
		if (!parent || index === undefined) return
		if (node.type === 'html') {
			const words = wordsOfHtml(node.value)
			const isBreak = /^<br\s*\/?>$/i.test(node.value)
			const inline = isInline(parent)
			const text: PhrasingContent = isBreak ? { type: 'break' } : { type: 'text', value: words }
			const kept: MarkdownNode = inline ? text : { type: 'paragraph', children: [text] }
			const replacement = words || (isBreak && inline) ? [kept] : []
			parent.children.splice(index, 1, ...(replacement as never[]))
			return [SKIP, index + replacement.length]
		}
		if (node.type === 'textDirective' || (node.type === 'leafDirective' && !(node.name in BLOCKS))) {
			const text: PhrasingContent = { type: 'text', value: sourceOf(node, source) }
			const kept: MarkdownNode = node.type === 'textDirective' ? text : { type: 'paragraph', children: [text] }
			parent.children.splice(index, 1, kept as never)
			return [SKIP, index + 1]
		}
	})
}

const isInline = (parent: Parent) =>
	['paragraph', 'heading', 'tableCell', 'emphasis', 'strong', 'delete', 'link'].includes(parent.type)

function wordsOfHtml(html: string): string {
	return html
		.replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
		.replace(/<(script|style|template|noscript|iframe|object|svg|math)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
		.replace(/<[^>]*>?/g, ' ')
		.replace(/\s+/g, ' ')
		.trim()
}

function sourceOf(node: Directive<'text'> | Directive<'leaf'>, source: string): string {
	const [from, to] = [node.position?.start.offset, node.position?.end.offset]
	return from === undefined || to === undefined ? `:${node.name}` : source.slice(from, to)
}

/** The title is the h1: the outermost heading of the body becomes h2 and no level is skipped. */
function renumberHeadings(tree: Root) {
	const open: number[] = []
	visit(tree, 'heading', (node) => {
		while (open.length > 0 && (open.at(-1) ?? 0) >= node.depth) open.pop()
		open.push(node.depth)
		node.depth = Math.min(open.length + 1, 6) as Heading['depth']
	})
}

function nameBlocks(tree: Root, names: Record<Block, string>) {
	visit(tree, (node) => {
		if (node.type !== 'containerDirective' && node.type !== 'leafDirective') return
		const block = BLOCKS[(node as Directive<'container'>).name]
		node.attributes = {}
		node.data = { hName: 'div', hProperties: block ? { dataBlock: block } : {} }
		if (!block) return
		// A directive's [label] says more than the usual name of its block.
		const [first] = node.children as MarkdownNode[]
		const label = first?.type === 'paragraph' && first.data && 'directiveLabel' in first.data ? first : null
		if (label) node.children.shift()
		const words = (label?.type === 'paragraph' ? label.children : null) ?? [
			{ type: 'text' as const, value: names[block] },
		]
		const name: MarkdownNode =
			block === 'help'
				? { type: 'heading', depth: 2, children: words }
				: { type: 'paragraph', children: [{ type: 'strong', children: words }] }
		;(node.children as Blockquote['children']).unshift(name as never)
	})
}

const UNTOUCHED = new Set(['code', 'pre', 'kbd', 'samp', 'script', 'style'])

/** French or English typography on text nodes; the next node's first letter is looked at, « l'**abonnement** ». */
function typesetTree(parent: HtmlRoot | Element, lang: Lang) {
	parent.children.forEach((node, at) => {
		if (node.type === 'element') {
			if (!UNTOUCHED.has(node.tagName)) typesetTree(node, lang)
			return
		}
		if (node.type !== 'text') return
		const next = parent.children[at + 1]
		const ahead = next?.type === 'element' && !UNTOUCHED.has(next.tagName) ? textOf(next).charAt(0) : ''
		const isLetter = /\p{L}/u.test(ahead) && /\p{L}'$/u.test(node.value)
		const text = typeset(node.value + (isLetter ? ahead : ''), lang)
		node.value = isLetter ? text.slice(0, -ahead.length) : text
	})
}

const ICONS: Record<'note' | 'attention', ElementContent[]> = {
	note: [shape('circle', { cx: '12', cy: '12', r: '10' }), shape('path', { d: 'M12 16v-4M12 8h.01' })],
	attention: [
		shape('path', { d: 'm21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3Z' }),
		shape('path', { d: 'M12 9v4M12 17h.01' }),
	],
}

/** Classes and icons, given after sanitising: none of them comes from the author. */
function decorate(tree: HtmlRoot) {
	visit(tree, 'element', (node, index, parent) => {
		const block = node.properties.dataBlock
		if (block === 'help')
			node.properties = {
				className: ['card-human', 'p-5', 'md:p-6', 'mt-10!', 'grid', 'gap-2', '[&>h2]:mt-0!'],
				dataBlock: 'help',
			}
		if (block === 'note' || block === 'attention') {
			const body = element('div', { className: ['grid', 'gap-2', 'min-w-0'] }, node.children)
			const icon = element('svg', { className: ['icon'], viewBox: '0 0 24 24', ariaHidden: 'true' }, ICONS[block])
			node.properties = { className: block === 'note' ? ['notice', 'mt-6!'] : ['notice', 'notice-warn', 'mt-6!'] }
			node.children = [icon, body]
			return SKIP
		}
		if (node.tagName === 'ol' && isSteps(node, index, parent))
			node.properties.className = ['steps', 'list-none!', 'pl-0!', 'mt-6!']
		if (node.tagName === 'table') node.properties.className = ['table']
		if (node.tagName === 'th') node.properties.scope = 'col'
		if (node.tagName === 'td' || node.tagName === 'th') alignCell(node)
		if (node.tagName === 'pre')
			node.properties = { className: ['scroller', 'rounded-2', 'bg-sunken', 'p-4', 'text-small'], tabIndex: 0 }
		if (node.tagName === 'blockquote') node.properties.className = ['border-l-[3px]', 'border-line-strong', 'pl-4']
		if (/^h[3-6]$/.test(node.tagName)) node.properties.className = ['text-h3', 'mt-6!']
		if (node.tagName === 'img')
			Object.assign(node.properties, { loading: 'lazy', decoding: 'async', className: ['max-w-full', 'h-auto'] })
		if (node.tagName === 'a' && /^(https?:)?\/\//i.test(String(node.properties.href ?? '')))
			node.properties.rel = ['noopener', 'noreferrer']
	})
}

/** Instructions: an ordered list from 1 that opens the article or follows a heading or its introduction. */
function isSteps(node: Element, index: number | undefined, parent: Parent | HtmlRoot | Element | undefined): boolean {
	if (parent?.type !== 'root' || index === undefined) return false
	if (node.properties.start !== undefined && node.properties.start !== 1) return false
	const items = node.children.filter((child) => child.type === 'element')
	const before = (parent.children as RootContent[])
		.slice(0, index)
		.filter((child): child is Element => child.type === 'element')
	const [close, far] = [before.at(-1)?.tagName, before.at(-2)?.tagName]
	const isHeading = (name: string | undefined) => name !== undefined && /^h[2-3]$/.test(name)
	return (
		items.length > 1 &&
		(close === undefined || isHeading(close) || (close === 'p' && (far === undefined || isHeading(far))))
	)
}

function alignCell(cell: Element) {
	const { align } = cell.properties
	delete cell.properties.align
	if (align === 'right' || align === 'center') cell.properties.className = [align === 'right' ? 'd' : 'text-center']
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
	return { type: 'element', tagName, properties, children }
}

function shape(tagName: string, properties: Element['properties']): Element {
	return element(tagName, properties, [])
}

const LINE_ENDS = new Set(['p', 'li', 'tr', 'div', 'blockquote', 'pre', 'figcaption', 'dd', 'dt'])

function plainTextOf(tree: HtmlRoot): string {
	let text = ''
	const read = (node: RootContent | ElementContent) => {
		if (node.type === 'text') text += (node as Text).value.replace(/\s*\n\s*/g, ' ')
		if (node.type !== 'element' || /^(h[1-6]|svg)$/.test(node.tagName)) return
		if (node.tagName === 'br') text += ' '
		if ((node.tagName === 'td' || node.tagName === 'th') && !/(^|\n)\s*$/.test(text)) text += ' · '
		node.children.forEach(read)
		if (LINE_ENDS.has(node.tagName)) text += '\n'
	}
	tree.children.forEach(read)
	return text
		.replace(/[ \t]+/g, ' ')
		.replace(/ ?\n[ \n]*/g, '\n')
		.trim()
}
