import { REFUSED_FOR_DAYS } from './help-offers.server'

/** `due`: something failed in this visit, pages kept for everyone may not do; `no`: help was refused. */
const COOKIE = 'help'

export function readHelpCookie(request: Request): 'due' | 'no' | null {
	const value = request.headers.get('cookie')?.match(/(?:^|;\s*)help=(due|no)(?:;|$)/)?.[1]
	return (value as 'due' | 'no' | undefined) ?? null
}

/**
 * Marks the browser in which something failed, so that its next pages are made for it; says nothing
 * of what failed, nor of who it was. `null` when there is nothing to mark.
 */
export function helpDueHeader(request: Request): string | null {
	return readHelpCookie(request) ? null : `${COOKIE}=due; Path=/; HttpOnly; SameSite=Lax`
}

/** Remembers a refusal in the browser, for whoever has no account. */
export function helpRefusedHeader(): string {
	return `${COOKIE}=no; Path=/; Max-Age=${REFUSED_FOR_DAYS * 86_400}; HttpOnly; SameSite=Lax`
}
