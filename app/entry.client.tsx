import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { watchForTrouble } from '~/friction/send-signal'
import { forgetWordsOnSignOut } from '~/handoff/kept-words'
import { registerOffline } from '~/shell/register-offline'

forgetWordsOnSignOut()
watchForTrouble()
registerOffline()

/**
 * The page's data is still being decoded when scripts start, and the framework waits for it by
 * suspending the whole page. A key pressed in that instant makes React give the page up (error 345),
 * so it is waited for before React begins.
 */
async function dataArrived(): Promise<void> {
	try {
		RemixBrowser({})
	} catch (awaited) {
		if (awaited instanceof Promise) await awaited
	}
}

await dataArrived()
startTransition(() => {
	hydrateRoot(
		document,
		<StrictMode>
			<RemixBrowser />
		</StrictMode>,
	)
})
