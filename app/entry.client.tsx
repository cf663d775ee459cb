import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { watchForTrouble } from '~/friction/send-signal'
import { registerOffline } from '~/shell/register-offline'

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
