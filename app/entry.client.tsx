import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { watchForTrouble } from '~/friction/send-signal'
import { forgetWordsOnSignOut } from '~/handoff/kept-words'
import { registerOffline } from '~/shell/register-offline'

forgetWordsOnSignOut()
watchForTrouble()
registerOffline()

startTransition(() => {
	hydrateRoot(
		document,
		<StrictMode>
			<RemixBrowser />
		</StrictMode>,
	)
})
