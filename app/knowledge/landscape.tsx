/**
 * The home page's illustration: two cities, and the line between them. One stroke, flat
 * fills; lit windows are the only yellow: somebody is there. A white label turns it off
 * (`brand.illustration`) or recolours it (`--ill-*`).
 */
export function Landscape({ label }: { label: string }) {
	return (
		<svg
			viewBox="0 0 1280 240"
			preserveAspectRatio="xMidYMax slice"
			role="img"
			aria-label={label}
			className="landscape"
		>
			<g
				stroke="var(--ill-line)"
				strokeWidth="1.5"
				strokeLinejoin="round"
				strokeLinecap="round"
				// biome-ignore lint/security/noDangerouslySetInnerHtml: drawn below, from numbers only.
				dangerouslySetInnerHTML={{ __html: drawing }}
			/>
		</svg>
	)
}

const GROUND = 236
const drawing = drawLandscape()

function drawLandscape(): string {
	const poles: [number, number][] = [
		[404, 148],
		[530, 154],
		[656, 150],
		[782, 156],
		[880, 158],
	]
	const wire: [number, number][] = [[326, 168], ...poles.map(([x, y]): [number, number] => [x, y + 4]), [948, 186]]
	return [
		cloud(430, 66, 0.9) + cloud(705, 46, 0.7) + cloud(40, 52, 0.6),
		// The plain, then the chain of volcanoes.
		path(
			`M560 ${GROUND}C640 206 690 212 740 200C770 192 790 196 820 200C850 172 880 96 920 90C934 88 944 88 956 92C996 104 1010 168 1050 186C1090 176 1110 170 1140 176C1180 184 1220 176 1284 186V${GROUND}Z`,
			colour('hill'),
		),
		path('M938 90V62M932 74H944M934 68H942'),
		path(
			`M-4 ${GROUND}V216C120 206 260 222 400 214C560 204 640 226 800 218C900 214 1000 222 1284 212V${GROUND}Z`,
			colour('field'),
		),
		path(`M330 ${GROUND}C430 222 560 232 700 226C800 222 880 230 980 ${GROUND}Z`, colour('field-2')),
		roofed(-14, 44, 62, 'sand', 'slate', { lit: [1] }),
		gabled(30, 50, 74, 'brick', { lit: [2] }),
		gabled(80, 44, 88, 'stone', {}),
		roofed(124, 54, 66, 'brick', 'slate', { lit: [0, 3] }),
		belfry(186),
		gabled(232, 48, 70, 'sand', { lit: [0] }),
		gabled(280, 46, 58, 'brick', { rows: 1, lit: [1] }),
		roofed(948, 50, 46, 'stone', 'tile', { rows: 1, pitch: 14, lit: [0] }),
		roofed(998, 44, 60, 'sand', 'tile', { pitch: 14, lit: [3] }),
		cathedral(1050),
		roofed(1170, 56, 56, 'stone', 'tile', { pitch: 14, columns: 3, lit: [1, 5] }),
		roofed(1226, 50, 70, 'sand', 'tile', { pitch: 14, lit: [0] }),
		...poles.map(([x, y], at) => pole(x, y, GROUND - ([2, 3, 6, 4, 1][at] ?? 0))),
		...wire.slice(1).map(([x, y], at) => {
			const [fromX, fromY] = wire[at] ?? [x, y]
			return path(`M${fromX} ${fromY}Q${(fromX + x) / 2} ${Math.max(fromY, y) + 14} ${x} ${y}`)
		}),
		bird(574, 156) + bird(592, 157) + bird(735, 158, -1),
		path(`M-4 ${GROUND}H1284`),
	].join('')
}

type Shade = 'sand' | 'slate' | 'brick' | 'stone' | 'tile' | 'lava' | 'pane' | 'hill' | 'field' | 'field-2' | 'cloud'

function colour(name: Shade): string {
	return `var(--ill-${name})`
}

function path(d: string, fill = 'none'): string {
	return `<path d="${d}" fill="${fill}"/>`
}

function box(x: number, y: number, width: number, height: number, fill: string): string {
	return `<rect x="${short(x)}" y="${short(y)}" width="${width}" height="${height}" fill="${fill}"/>`
}

function short(value: number): number {
	return Math.round(value * 10) / 10
}

function pane(x: number, y: number, lit: boolean, width = 9, height = 13): string {
	return box(x, y, width, height, lit ? 'var(--human)' : colour('pane'))
}

interface Grid {
	columns: number
	rows: number
	stepX: number
	stepY?: number
	lit?: number[]
	width?: number
	height?: number
}

function panes(x: number, y: number, { columns, rows, stepX, stepY = 22, lit = [], width, height }: Grid): string {
	const places = Array.from({ length: columns * rows }, (_, at) => at)
	return places
		.map((at) =>
			pane(x + (at % columns) * stepX, y + Math.floor(at / columns) * stepY, lit.includes(at), width, height),
		)
		.join('')
}

interface House {
	columns?: number
	rows?: number
	lit?: number[]
	pitch?: number
}

/** A Flemish house with a stepped gable. */
function gabled(
	x: number,
	width: number,
	height: number,
	fill: Shade,
	{ columns = 2, rows = 2, lit = [] }: House,
): string {
	const steps = 3
	const stepX = width / 2 / (steps + 0.6)
	let outline = `M${x} ${GROUND}V${GROUND - height}`
	let [atX, atY] = [x, GROUND - height]
	for (let step = 0; step < steps; step++) outline += `H${short((atX += stepX))}V${(atY -= 9)}`
	outline += `H${short(x + width - (atX - x))}`
	for (let step = 0; step < steps; step++) {
		outline += `V${(atY += 9)}`
		atX -= stepX
		outline += `H${short(x + width - (atX - x))}`
	}
	const stepOfPanes = short((width - 14) / columns)
	return (
		path(`${outline}V${GROUND}Z`, colour(fill)) +
		panes(x + 7 + (stepOfPanes - 9) / 2, GROUND - height + 4, { columns, rows, stepX: stepOfPanes, lit }) +
		pane(x + width / 2 - 4, GROUND - height - 17, false, 8, 9) +
		box(x + width / 2 - 6, GROUND - 19, 12, 19, colour('slate'))
	)
}

/** A house with a plain roof and a chimney. */
function roofed(
	x: number,
	width: number,
	height: number,
	fill: Shade,
	roof: Shade,
	{ columns = 2, rows = 2, lit = [], pitch = 18 }: House,
): string {
	const stepX = short((width - 10) / columns)
	const top = GROUND - height
	return (
		box(x + width * 0.68, top - pitch - 2, 8, 16, colour(fill)) +
		box(x, top, width, height, colour(fill)) +
		path(`M${x - 4} ${top}L${x + width / 2} ${top - pitch}L${x + width + 4} ${top}Z`, colour(roof)) +
		panes(x + 5 + (stepX - 9) / 2, top + 9, { columns, rows, stepX, lit })
	)
}

/** The belfry of Lille's chamber of commerce, much simplified. */
function belfry(x: number): string {
	const middle = x + 23
	return (
		box(x, GROUND - 128, 46, 128, colour('brick')) +
		box(x - 3, GROUND - 134, 52, 8, colour('stone')) +
		box(x + 4, GROUND - 158, 38, 24, colour('stone')) +
		box(x + 1, GROUND - 164, 44, 6, colour('stone')) +
		path(`M${x + 5} ${GROUND - 164}c0-18 8-24 18-28c10 4 18 10 18 28z`, colour('slate')) +
		box(middle - 6, GROUND - 204, 12, 13, colour('stone')) +
		path(`M${middle - 8} ${GROUND - 204}L${middle} ${GROUND - 226}L${middle + 8} ${GROUND - 204}Z`, colour('slate')) +
		`<circle cx="${middle}" cy="${GROUND - 112}" r="10" fill="${colour('stone')}"/>` +
		path(`M${middle} ${GROUND - 118}V${GROUND - 112}L${middle + 4} ${GROUND - 109}`) +
		[0, 1, 2].map((at) => pane(x + 8 + at * 11.5, GROUND - 153, at === 2, 7, 14)).join('') +
		panes(x + 10, GROUND - 86, { columns: 2, rows: 3, stepX: 18, stepY: 26, lit: [1], width: 8, height: 15 })
	)
}

/** Clermont's cathedral: lava stone, two spires. */
function cathedral(x: number): string {
	const spire = (at: number) =>
		box(at, GROUND - 104, 26, 104, colour('lava')) +
		path(`M${at - 2} ${GROUND - 104}L${at + 13} ${GROUND - 196}L${at + 28} ${GROUND - 104}Z`, colour('lava')) +
		path(`M${at + 3} ${GROUND - 104}l3-14l3 14M${at + 17} ${GROUND - 104}l3-14l3 14`) +
		path(`M${at + 9} ${GROUND - 96}h8v22h-8z`, colour('pane')) +
		path(`M${at + 9} ${GROUND - 62}h8v22h-8z`, colour('pane'))
	return (
		box(x + 60, GROUND - 62, 62, 62, colour('lava')) +
		path(`M${x + 60} ${GROUND - 62}L${x + 66} ${GROUND - 84}H${x + 116}L${x + 122} ${GROUND - 62}Z`, colour('slate')) +
		[0, 1, 2].map((at) => path(`M${x + 78 + at * 14} ${GROUND - 20}v-20a4 4 0 0 1 8 0v20z`, colour('pane'))).join('') +
		box(x + 24, GROUND - 82, 28, 82, colour('lava')) +
		path(`M${x + 22} ${GROUND - 82}L${x + 38} ${GROUND - 100}L${x + 54} ${GROUND - 82}Z`, colour('lava')) +
		`<circle cx="${x + 38}" cy="${GROUND - 60}" r="9" fill="${colour('pane')}"/>` +
		path(`M${x + 30} ${GROUND}v-22a8 8 0 0 1 16 0v22z`, colour('pane')) +
		spire(x) +
		spire(x + 50)
	)
}

function pole(x: number, top: number, base: number): string {
	return path(`M${x} ${base}V${top}M${x - 9} ${top + 7}H${x + 9}`)
}

function bird(x: number, y: number, way = 1): string {
	return `<path d="M${x} ${y}c${3 * way}-1 ${4 * way}-6 ${8 * way}-6c${3 * way} 0 ${4 * way} 2 ${4 * way} 3l${3 * way} 1l${-3 * way} 1c0 4 ${-4 * way} 5 ${-7 * way} 4l${-7 * way} 3z" fill="var(--ink)" stroke="none"/>`
}

function cloud(x: number, y: number, size = 1): string {
	const at = (value: number) => short(value * size)
	return path(
		`M${x} ${y}h${at(70)}a${at(11)} ${at(11)} 0 0 0 0-${at(22)}a${at(17)} ${at(17)} 0 0 0-${at(31)}-${at(7)}a${at(12)} ${at(12)} 0 0 0-${at(22)} ${at(8)}a${at(10.5)} ${at(10.5)} 0 0 0-${at(17)} ${at(21)}z`,
		colour('cloud'),
	)
}
