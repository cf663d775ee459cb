import { Eye } from 'lucide-react'
import { useState } from 'react'
import type { PersonalField } from '~/accounts/reveals.server'
import { besideMessages } from '~/i18n/beside'
import { useMessages } from '~/i18n/use-messages'

/**
 * A personal detail, masked until somebody asks for it: the answer is recorded by the server before it
 * is given, and stays on this screen only.
 */
export function RevealedDetail({
	field,
	masked,
	action,
}: {
	field: PersonalField
	masked: string
	action: string | null
}) {
	const t = useMessages(besideMessages)
	const [shown, setShown] = useState<string | null>(null)
	const [state, setState] = useState<'still' | 'asking' | 'failed'>('still')
	const name = t.detailNames[field]

	async function show() {
		if (!action || state === 'asking') return
		setState('asking')
		try {
			const answer = await fetch(action, {
				method: 'POST',
				body: new URLSearchParams({ field }),
				headers: { Accept: 'application/json' },
			})
			if (!answer.ok) throw new Error(String(answer.status))
			const { values } = (await answer.json()) as { values: string[] }
			setShown(values.join(', '))
			setState('still')
		} catch {
			setState('failed')
		}
	}

	return (
		<div className="grid grid-cols-[5.25rem_minmax(0,1fr)_auto] items-center gap-x-2">
			<dt className="text-ink-2">{name}</dt>
			<dd className="num min-w-0 break-words">
				{shown ?? masked}
				<span role="status" className={state === 'failed' ? 'block text-mini text-danger' : 'sr-only'}>
					{state === 'failed' ? t.notShown : shown && t.shown(name, shown)}
				</span>
			</dd>
			<dd>
				{action && !shown && (
					<button
						type="button"
						className="btn btn-quiet btn-icon"
						title={t.showThis(name)}
						aria-label={t.showThis(name)}
						aria-disabled={state === 'asking' || undefined}
						onClick={show}
					>
						<Eye className="icon" aria-hidden="true" />
					</button>
				)}
			</dd>
		</div>
	)
}
