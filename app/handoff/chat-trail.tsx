import type { TrailLine } from './chat-trail.server'

interface Words {
	title: string
	hint: string
	/** For a path without a line. */
	nothing?: string
	remove: string
	removeNamed: (label: string) => string
	end: string
}

/** The path before it is sent: each line can be kept to oneself. */
export function TrailChoice({ lines, removed, words }: { lines: TrailLine[]; removed: string[]; words: Words }) {
	return (
		<section id="joint" aria-labelledby="joint-t">
			<h2 id="joint-t" className="text-h3">
				{words.title}
			</h2>
			<p className="hint mt-1">{lines.length > 0 ? words.hint : words.nothing}</p>
			{lines.length > 0 && (
				<ol className="trail mt-4">
					{lines.map(({ id, label, failed, time }) => (
						<li key={id} className={failed ? 'trail-fail' : undefined}>
							<div className="flex items-start justify-between gap-3">
								<p>
									{label}
									<span className="block text-ink-2 text-meta">{time}</span>
								</p>
								<label className="check shrink-0 items-center text-small">
									<input
										type="checkbox"
										name="remove"
										value={id}
										defaultChecked={removed.includes(id)}
										aria-label={words.removeNamed(label)}
									/>
									<span aria-hidden="true">{words.remove}</span>
								</label>
							</div>
						</li>
					))}
					<li className="trail-human font-semibold">{words.end}</li>
				</ol>
			)}
		</section>
	)
}
