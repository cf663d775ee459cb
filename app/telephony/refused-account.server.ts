import { log } from '~/log.server'
import { carrier } from './current.server'
import { paced } from './speed.server'

/**
 * The phone company refuses our account: wrong credentials, or an account that is closed. Nothing that
 * is asked of it would be done, so nothing is, but now and then a question that costs nothing. Each
 * process learns it by itself: credentials are its own.
 */

const ASK_AGAIN_MS = 30_000

let refused: { since: Date; askedAt: number } | null = null

/** Since when our account is refused; `null` while it is accepted, as far as is known. */
export function accountRefusedSince(): Date | null {
	return refused?.since ?? null
}

/** The company has just refused our account. */
export function noteRefusedAccount(now: Date): void {
	if (!refused) log.error('the phone company refuses our account: no call leaves until it accepts it again')
	refused = { since: refused?.since ?? now, askedAt: now.getTime() }
}

/** Whether our account is still refused, as asked of the company at most twice a minute. */
export async function isAccountRefused(now: Date): Promise<boolean> {
	if (!refused) return false
	if (now.getTime() - refused.askedAt < paced(ASK_AGAIN_MS)) return true
	refused.askedAt = now.getTime()
	try {
		await carrier().listCalls({ to: carrier().fromNumber })
	} catch {
		return true
	}
	refused = null
	log.info('the phone company accepts our account again')
	return false
}

/** Begins anew, as a process does. */
export function forgetRefusedAccount(): void {
	refused = null
}
