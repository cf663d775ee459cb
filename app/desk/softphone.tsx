import { lazy, Suspense, useEffect, useState } from 'react'

const Panel = lazy(() => import('./softphone-panel').then(({ SoftphonePanel }) => ({ default: SoftphonePanel })))

/** Calls in the browser: loaded in the browser alone, and only where an API key is set. */
export function Softphone({ takesCalls, onlyCalls }: { takesCalls: boolean; onlyCalls?: boolean }) {
	const [isBrowser, setIsBrowser] = useState(false)
	useEffect(() => setIsBrowser(true), [])
	if (!takesCalls || !isBrowser) return null
	return (
		<Suspense fallback={null}>
			<Panel onlyCalls={onlyCalls} />
		</Suspense>
	)
}
