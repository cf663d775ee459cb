import { type RefObject, useEffect, useRef, useState } from 'react'
import type { DraftConflict } from './draft-merge'

export type Keeping = 'saved' | 'typing' | 'saving' | 'not-saved' | 'signed-out' | 'conflict' | 'missing'

/** What the server answers to a save. */
export type SaveAnswer =
	| { outcome: 'kept'; revision: number; merged: boolean; byName: string; fields: Record<string, string> }
	| {
			outcome: 'conflict'
			revision: number
			byName: string
			conflicts: DraftConflict[]
			fields: Record<string, string>
	  }
	| { outcome: 'missing' }

interface Kept {
	at: number
	revision: number | null
	fields: Record<string, string>
}

const PAUSE_MS = 1_500
const AGAIN_MS = 10_000
const KEY = 'relais-draft:'

/**
 * Keeps what is typed in a form: in this browser with each key, on the server after a pause. A network that is
 * cut, a server that is gone and a session that has ended lose nothing: the words stay here, and are sent again.
 *
 * @param articleId - what the words are kept under in this browser
 * @param first - the revision the page was read at; `null` while there is no draft
 */
export function useDraftKeeping(
	form: RefObject<HTMLFormElement>,
	{ articleId, first, url, onKept }: { articleId: string; first: number | null; url: string; onKept: () => void },
) {
	const [keeping, setKeeping] = useState<Keeping>('saved')
	const [mergedWith, setMergedWith] = useState<string | null>(null)
	const [conflict, setConflict] = useState<Extract<SaveAnswer, { outcome: 'conflict' }> | null>(null)
	const [left, setLeft] = useState<Kept | null>(null)
	const revision = useRef(first)
	const settled = useRef(false)
	const timer = useRef<ReturnType<typeof setTimeout>>()
	const isSending = useRef(false)
	const key = `${KEY}${articleId}`

	const fieldsNow = (): Record<string, string> =>
		form.current
			? Object.fromEntries([...new FormData(form.current)].map(([name, value]) => [name, String(value)]))
			: {}

	function fill(fields: Record<string, string>) {
		for (const [name, value] of Object.entries(fields)) {
			const control = form.current?.elements.namedItem(name)
			if (control instanceof HTMLElement && 'value' in control && control.value !== value) control.value = value
		}
		form.current?.dispatchEvent(new Event('draft-filled'))
	}

	function type() {
		keepHere(key, { at: Date.now(), revision: revision.current, fields: fieldsNow() })
		setMergedWith(null)
		if (keeping === 'conflict' || keeping === 'missing') return
		setKeeping('typing')
		sendIn(PAUSE_MS)
	}

	function sendIn(ms: number) {
		clearTimeout(timer.current)
		timer.current = setTimeout(() => void save(), ms)
	}

	async function save(): Promise<boolean> {
		clearTimeout(timer.current)
		// What is on its way tells first; it sends again if more was typed.
		if (isSending.current) return false
		isSending.current = true
		setKeeping('saving')
		const sent = fieldsNow()
		try {
			const body = new FormData()
			for (const [name, value] of Object.entries(sent)) body.set(name, value)
			if (revision.current !== null) body.set('revision', String(revision.current))
			if (settled.current) body.set('settled', 'yes')
			const response = await fetch(url, { method: 'POST', body, headers: { Accept: 'application/json' } })
			if (response.redirected || response.status === 401 || response.status === 404) {
				setKeeping('signed-out')
				return false
			}
			if (!response.ok && response.status !== 409) throw new Error(String(response.status))
			return take((await response.json()) as SaveAnswer, sent)
		} catch {
			setKeeping('not-saved')
			sendIn(AGAIN_MS)
			return false
		} finally {
			isSending.current = false
		}
	}

	function take(answer: SaveAnswer, sent: Record<string, string>): boolean {
		if (answer.outcome === 'missing') {
			setKeeping('missing')
			return false
		}
		if (answer.outcome === 'conflict') {
			revision.current = answer.revision
			settled.current = true
			setConflict(answer)
			setKeeping('conflict')
			return false
		}
		settled.current = false
		setConflict(null)
		const isTypedSince = !sameFields(sent, fieldsNow())
		if (answer.merged) {
			setMergedWith(answer.byName)
			// Words typed while it was on its way go on from what was read before: they are put together next time.
			if (!isTypedSince) {
				fill(answer.fields)
				revision.current = answer.revision
			}
		} else revision.current = answer.revision
		if (isTypedSince) {
			setKeeping('typing')
			sendIn(PAUSE_MS)
			return false
		}
		forget(key)
		setKeeping('saved')
		onKept()
		return true
	}

	// biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
	useEffect(() => {
		const kept = keptHere(key)
		if (!kept) return
		if (sameFields(kept.fields, fieldsNow())) forget(key)
		else setLeft(kept)
	}, [])

	useEffect(() => () => clearTimeout(timer.current), [])

	useEffect(() => {
		if (keeping === 'saved') return
		const warn = (event: BeforeUnloadEvent) => event.preventDefault()
		addEventListener('beforeunload', warn)
		return () => removeEventListener('beforeunload', warn)
	}, [keeping])

	return {
		...{ keeping, mergedWith, conflict, left, type, save },
		/** Puts words back that were typed here and never saved. */
		takeLeft() {
			if (!left) return
			revision.current = left.revision ?? revision.current
			fill(left.fields)
			setLeft(null)
			type()
		},
		forgetLeft() {
			forget(key)
			setLeft(null)
		},
		/** Puts the other's words where both had changed the same. */
		takeTheirs(field: string, mine: string, theirs: string) {
			const fields = fieldsNow()
			fill({ [field]: field === 'markdown' ? (fields.markdown ?? '').replace(mine, () => theirs) : theirs })
			keepHere(key, { at: Date.now(), revision: revision.current, fields: fieldsNow() })
		},
	}
}

const sameFields = (one: Record<string, string>, other: Record<string, string>) =>
	Object.keys(one).every((name) => (one[name] ?? '').replaceAll('\r\n', '\n') === (other[name] ?? ''))

function keptHere(key: string): Kept | null {
	try {
		return JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null
	} catch {
		return null
	}
}

/** A browser without room, or that keeps nothing, writes without a net. */
function keepHere(key: string, kept: Kept): void {
	try {
		localStorage.setItem(key, JSON.stringify(kept))
	} catch {}
}

function forget(key: string): void {
	try {
		localStorage.removeItem(key)
	} catch {}
}
