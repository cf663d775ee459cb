import { studioMessages } from '~/i18n/studio'
import { useMessages } from '~/i18n/use-messages'
import type { ComparedParagraph, Piece } from './text-changes'

/** Two texts side by side on a wide screen, one under the other on a narrow one; what differs is marked and said. */
export function TextCompare({
	rows,
	lang,
	changesOnly = false,
}: {
	rows: ComparedParagraph[]
	lang?: 'fr' | 'en'
	/** Leaves out what is the same, but for a paragraph on either side of a change. */
	changesOnly?: boolean
}) {
	const t = useMessages(studioMessages).history
	const isChanged = rows.map((row) => [...pieces(row.before), ...pieces(row.after)].some(({ changed }) => changed))
	const isShown = (at: number) => !changesOnly || [at - 1, at, at + 1].some((near) => isChanged[near])
	return (
		<div className="grid gap-2" lang={lang}>
			{rows.map((row, at) => {
				if (!isShown(at)) {
					const isFirst = at === 0 || isShown(at - 1)
					// biome-ignore lint/suspicious/noArrayIndexKey: the rows stand in this order and never move
					return isFirst && <Gap key={at} />
				}
				const isSame = !isChanged[at]
				return (
					// biome-ignore lint/suspicious/noArrayIndexKey: the rows stand in this order and never move
					<div key={at} className={isSame ? 'text-ink-2' : 'grid gap-2 lg:grid-cols-2 lg:gap-6'}>
						{isSame ? (
							<p className="whitespace-pre-wrap">{trimmed(row.after).map(({ text }) => text)}</p>
						) : (
							<>
								<Side row={row.before} as="del" said={t.removed} />
								<Side row={row.after} as="ins" said={t.added} />
							</>
						)}
					</div>
				)
			})}
		</div>
	)
}

/** Paragraphs that did not change are left out here. */
function Gap() {
	return <p className="text-ink-3">…</p>
}

function Side({ row, as: Mark, said }: { row: Piece[] | null; as: 'ins' | 'del'; said: string }) {
	if (!row) return <span className="max-lg:hidden" />
	return (
		<p className="whitespace-pre-wrap">
			{trimmed(row).map(({ text, changed }, at) =>
				changed ? (
					// biome-ignore lint/suspicious/noArrayIndexKey: pieces stand in this order and never move
					<Mark key={at} className={Mark === 'ins' ? 'diff-added' : 'diff-removed'}>
						<span className="sr-only"> {said} </span>
						{text}
					</Mark>
				) : (
					text
				),
			)}
		</p>
	)
}

const pieces = (row: Piece[] | null) => row ?? []

/** Blank lines between paragraphs are drawn as space. */
function trimmed(row: Piece[] | null): Piece[] {
	const list = pieces(row)
	return list.map((piece, at) => (at === list.length - 1 ? { ...piece, text: piece.text.replace(/\n+$/, '') } : piece))
}
