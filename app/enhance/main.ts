/**
 * What reading pages gain when scripts run: suggestions, pages fetched
 * ahead. Everything here is extra: without it the same pages work as links and forms.
 */

import { watchForReturns } from '~/friction/left-at-once'
import { watchForTrouble } from '~/friction/send-signal'
import { forgetWordsOnSignOut } from '~/handoff/kept-words'
import { beatElsewhere } from '~/shell/beat-elsewhere'
import { registerOffline } from '~/shell/register-offline'
import { prefetchLinks } from './prefetch'
import { suggestUnder } from './suggestions'

for (const form of document.querySelectorAll<HTMLFormElement>('form[role="search"]')) suggestUnder(form)
prefetchLinks()
forgetWordsOnSignOut()
watchForTrouble()
watchForReturns()
registerOffline()
if (document.querySelector('header[data-beat]')) beatElsewhere()
