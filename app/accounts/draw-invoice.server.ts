import { once } from 'node:events'
import { resolve } from 'node:path'
import PDFDocument from 'pdfkit'
import type { PrintedInvoice } from './printed-invoice'

/** Static cuts of the interface's own font: embedding a variable one is not possible in a PDF. */
const FONTS = 'app/accounts/fonts'
const REGULAR = 'Regular'
const BOLD = 'Bold'

const PAGE = { width: 595.28, height: 841.89, margin: 50, bottom: 70 }
const INNER = PAGE.width - 2 * PAGE.margin
const RIGHT = PAGE.width - PAGE.margin
const INK = '#14202b'
const SOFT = '#4a5763'
const RULE = '#b6bec6'
const GROUND = '#eef2f6'
const BODY = 9.5
const SMALL = 8
const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const

type Doc = PDFKit.PDFDocument
type Element = ReturnType<Doc['struct']>

/**
 * Draws an invoice as a tagged PDF: language, title, headings and table headers are in its structure,
 * so that it is read aloud in order. It declares PDF/A-3a: fonts are embedded, nothing is fetched.
 */
export async function drawInvoice(invoice: PrintedInvoice): Promise<Buffer> {
	const doc = new PDFDocument({
		size: [PAGE.width, PAGE.height],
		margins: { top: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin, right: PAGE.margin },
		pdfVersion: '1.7',
		subset: 'PDF/A-3a',
		tagged: true,
		displayTitle: true,
		lang: LOCALES[invoice.lang],
		bufferPages: true,
		font: resolve(FONTS, 'AtkinsonHyperlegibleNext-Regular.ttf'),
		info: {
			Title: invoice.title,
			Author: invoice.seller.name,
			CreationDate: invoice.issuedAt,
			ModDate: invoice.issuedAt,
		},
	})
	doc.registerFont(REGULAR, resolve(FONTS, 'AtkinsonHyperlegibleNext-Regular.ttf'))
	doc.registerFont(BOLD, resolve(FONTS, 'AtkinsonHyperlegibleNext-Bold.ttf'))
	const parts: Buffer[] = []
	doc.on('data', (part: Buffer) => parts.push(part))
	const ended = once(doc, 'end')

	const root = doc.struct('Document')
	doc.addStructure(root)
	drawHead(doc, root, invoice)
	drawLines(doc, root, invoice)
	drawTax(doc, root, invoice)
	drawToPay(doc, root, invoice)
	drawMentions(doc, root, invoice)
	root.end()
	drawFooters(doc, invoice)
	doc.end()
	await ended
	return Buffer.concat(parts)
}

function drawHead(doc: Doc, root: Element, { title, seller, recipient, facts }: PrintedInvoice): void {
	const half = { width: INNER / 2 }
	say(doc, root, 'P', seller.name, { font: BOLD, size: 14 }, PAGE.margin, PAGE.margin, half)
	for (const line of seller.lines) say(doc, root, 'P', line, { size: SMALL, colour: SOFT }, PAGE.margin, doc.y, half)
	const afterSeller = doc.y
	const left = PAGE.margin + INNER / 2 + 20
	const width = INNER / 2 - 20
	say(doc, root, 'P', recipient.title, { size: SMALL, colour: SOFT }, left, PAGE.margin + 3, { width })
	doc.y += 2
	for (const line of recipient.lines) say(doc, root, 'P', line, { size: 11 }, left, doc.y, { width })
	doc.y = Math.max(doc.y, afterSeller) + 34
	say(doc, root, 'H1', title, { font: BOLD, size: 20 }, PAGE.margin, doc.y, { width: INNER })
	const top = doc.y + 10
	const step = INNER / facts.length
	let lowest = top
	facts.forEach(({ label, value }, index) => {
		const x = PAGE.margin + index * step
		say(doc, root, 'P', label, { size: SMALL, colour: SOFT }, x, top, { width: step - 8 })
		say(doc, root, 'P', value, { font: BOLD }, x, doc.y + 1, { width: step - 8 })
		lowest = Math.max(lowest, doc.y)
	})
	doc.y = lowest + 24
}

/** Where the amounts end; the first column takes the rest. */
const ENDS = [RIGHT - 190, RIGHT - 95, RIGHT]
const AMOUNT_WIDTH = 90

function drawLines(doc: Doc, root: Element, { table, lang }: PrintedInvoice): void {
	const structure = doc.struct('Table')
	root.add(structure)
	const nameWidth = (ENDS[0] ?? RIGHT) - AMOUNT_WIDTH - PAGE.margin - 10
	const head = doc.struct('TR')
	structure.add(head)
	const top = doc.y
	table.heads.forEach(({ text, isAmount }, index) => {
		write(
			doc,
			head,
			'TH',
			() =>
				amountOrName(doc.font(BOLD).fontSize(SMALL).fillColor(INK), text, isAmount ? index - 1 : null, top, nameWidth),
			{ scope: 'Column' },
		)
	})
	head.end()
	rule(doc, top + 14, INK)
	doc.y = top + 20
	for (const group of table.groups) {
		if (group.title) {
			room(doc, 46)
			const title = group.title
			const row = doc.struct('TR')
			structure.add(row)
			write(
				doc,
				row,
				'TH',
				() =>
					doc
						.font(BOLD)
						.fontSize(BODY)
						.fillColor(INK)
						.text(title, PAGE.margin, doc.y + 4, { width: INNER }),
				{
					scope: 'Row',
				},
			)
			row.end()
			doc.y += 4
		}
		for (const line of group.rows) {
			room(doc, 34)
			const y = doc.y
			const row = doc.struct('TR')
			structure.add(row)
			const named = { scope: 'Row', ...(table.labelLang === lang ? {} : { lang: LOCALES[table.labelLang] }) } as const
			write(
				doc,
				row,
				'TH',
				() => {
					doc.font(REGULAR).fontSize(BODY).fillColor(INK).text(line.label, PAGE.margin, y, { width: nameWidth })
					if (line.detail) doc.fontSize(SMALL).fillColor(SOFT).text(line.detail, { width: nameWidth })
				},
				named,
			)
			const bottom = doc.y
			line.cells.forEach((cell, index) => {
				write(doc, row, 'TD', () =>
					amountOrName(doc.font(REGULAR).fontSize(BODY).fillColor(INK), cell, index, y, nameWidth),
				)
			})
			row.end()
			rule(doc, bottom + 4, RULE)
			doc.y = bottom + 10
		}
	}
	structure.end()
	doc.y += 8
}

function drawTax(doc: Doc, root: Element, { tax }: PrintedInvoice): void {
	room(doc, 40 + 16 * (tax.rows.length + 2))
	write(doc, root, 'H2', () =>
		doc.font(BOLD).fontSize(BODY).fillColor(INK).text(tax.caption, PAGE.margin, doc.y, { width: INNER }),
	)
	doc.y += 4
	const structure = doc.struct('Table')
	root.add(structure)
	const left = RIGHT - 4 * (AMOUNT_WIDTH + 5)
	const ends = [1, 2, 3, 4].map((nth) => left + nth * (AMOUNT_WIDTH + 5))
	const drawRow = (cells: string[], font: string, isHead: boolean) => {
		const y = doc.y
		const row = doc.struct('TR')
		structure.add(row)
		cells.forEach((cell, index) => {
			const isLabel = isHead || index === 0
			const place = { width: AMOUNT_WIDTH, align: 'right' } as const
			const draw = () =>
				doc
					.font(font)
					.fontSize(isHead ? SMALL : BODY)
					.fillColor(INK)
					.text(cell, (ends[index] ?? RIGHT) - AMOUNT_WIDTH, y, place)
			if (isLabel) write(doc, row, 'TH', draw, { scope: isHead ? 'Column' : 'Row' })
			else write(doc, row, 'TD', draw)
		})
		row.end()
		doc.y = y + 16
	}
	drawRow(tax.heads, BOLD, true)
	rule(doc, doc.y - 3, RULE, left)
	for (const row of tax.rows) drawRow(row, REGULAR, false)
	rule(doc, doc.y - 3, RULE, left)
	drawRow(tax.total, BOLD, false)
	structure.end()
	doc.y += 10
}

function drawToPay(doc: Doc, root: Element, { toPay }: PrintedInvoice): void {
	room(doc, 60)
	const y = doc.y
	doc.markContent('Artifact')
	doc.rect(PAGE.margin, y, INNER, 44).fill(GROUND)
	doc.endMarkedContent()
	say(doc, root, 'P', toPay.label, { font: BOLD, size: 11 }, PAGE.margin + 12, y + 8, { width: INNER / 2 })
	say(doc, root, 'P', toPay.amount, { font: BOLD, size: 18 }, RIGHT - 172, y + 11, { width: 160, align: 'right' })
	say(doc, root, 'P', toPay.said, { size: SMALL, colour: SOFT }, PAGE.margin + 12, y + 24, { width: INNER / 2 + 60 })
	doc.y = y + 64
}

function drawMentions(doc: Doc, root: Element, { mentions }: PrintedInvoice): void {
	for (const { title, text } of mentions) {
		doc.font(REGULAR).fontSize(SMALL)
		room(doc, doc.heightOfString(text, { width: INNER }) + 22)
		say(doc, root, 'H2', title, { font: BOLD, size: SMALL }, PAGE.margin, doc.y, { width: INNER })
		say(doc, root, 'P', text, { size: SMALL, colour: SOFT }, PAGE.margin, doc.y + 1, { width: INNER })
		doc.y += 7
	}
}

/** On every page, and of no interest to who listens: an artifact. */
function drawFooters(doc: Doc, { footer, pageOf }: PrintedInvoice): void {
	const { count } = doc.bufferedPageRange()
	for (let page = 0; page < count; page++) {
		doc.switchToPage(page)
		// Text below the margin would begin a page of its own.
		doc.page.margins.bottom = 0
		doc.markContent('Artifact', { type: 'Pagination' })
		doc.font(REGULAR).fontSize(7).fillColor(SOFT)
		doc.text(footer, PAGE.margin, PAGE.height - 48, { width: INNER - 70 })
		doc.text(`${pageOf.before} ${page + 1} ${pageOf.between} ${count}`, RIGHT - 70, PAGE.height - 48, {
			width: 70,
			align: 'right',
		})
		doc.endMarkedContent()
	}
}

/** Writes a text as an element of the structure. */
function say(
	doc: Doc,
	parent: Element,
	type: string,
	text: string,
	{ font = REGULAR, size = BODY, colour = INK }: { font?: string; size?: number; colour?: string },
	x: number,
	y: number,
	place: PDFKit.Mixins.TextOptions,
): void {
	write(doc, parent, type, () => doc.font(font).fontSize(size).fillColor(colour).text(text, x, y, place))
}

/** Puts what is drawn into an element of the structure. */
function write(
	doc: Doc,
	parent: Element,
	type: string,
	draw: () => unknown,
	options: Record<string, string> = {},
): void {
	const element = doc.struct(type, options, () => {
		draw()
	})
	parent.add(element)
	element.end()
}

function amountOrName(doc: Doc, text: string, amount: number | null, y: number, nameWidth: number): void {
	if (amount === null) doc.text(text, PAGE.margin, y, { width: nameWidth })
	else doc.text(text, (ENDS[amount] ?? RIGHT) - AMOUNT_WIDTH, y, { width: AMOUNT_WIDTH, align: 'right' })
}

function rule(doc: Doc, y: number, colour: string, from = PAGE.margin): void {
	doc.markContent('Artifact')
	doc.moveTo(from, y).lineTo(RIGHT, y).lineWidth(0.75).stroke(colour)
	doc.endMarkedContent()
}

/** Goes to a new page when less than this is left. */
function room(doc: Doc, height: number): void {
	if (doc.y + height <= PAGE.height - PAGE.bottom) return
	doc.addPage()
	doc.y = PAGE.margin
}
