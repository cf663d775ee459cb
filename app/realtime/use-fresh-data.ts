import { useNavigation, useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef } from 'react'

/** Hints close together ask for the page's data once. */
const TOGETHER_MS = 60

/**
 * Asks for the page's data again, never while an earlier answer or another page is on its way: what
 * came meanwhile is asked for after it. Without a network it waits for one: an answer that cannot come
 * would put an error in the place of the page.
 */
export function useFreshData(): () => void {
	const { revalidate, state } = useRevalidator()
	const navigation = useNavigation()
	const isIdle = state === 'idle' && navigation.state === 'idle'
	const latest = useRef({ revalidate, isIdle })
	latest.current = { revalidate, isIdle }
	const timer = useRef<ReturnType<typeof setTimeout>>()
	const again = useRef(false)
	const ask = useCallback(() => {
		timer.current ??= setTimeout(() => {
			timer.current = undefined
			if (!navigator.onLine) window.addEventListener('online', ask, { once: true })
			else if (latest.current.isIdle) latest.current.revalidate()
			else again.current = true
		}, TOGETHER_MS)
	}, [])
	useEffect(() => {
		if (!isIdle || !again.current) return
		again.current = false
		ask()
	}, [isIdle, ask])
	useEffect(() => () => clearTimeout(timer.current), [])
	return ask
}
