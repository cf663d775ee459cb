/**
 * What reading pages gain when scripts run: suggestions, who is there now, pages fetched
 * ahead. Everything here is extra: without it the same pages work as links and forms.
 */
import { watchForTrouble } from '~/friction/send-signal'
import { registerOffline } from '~/shell/register-offline'
import { keepDockLive } from './live-dock'
import { prefetchLinks } from './prefetch'
import { suggestUnder } from './suggestions'

for (const form of document.querySelectorAll<HTMLFormElement>('form[role="search"]')) suggestUnder(form)
keepDockLive()
prefetchLinks()
watchForTrouble()
registerOffline()
