const COOKIE = 'underway'

/**
 * Marks the browser of somebody who has a chat or a call with us, so that pages kept for everyone
 * are not shown to it: its help block says something else.
 *
 * @returns the header to set, `null` when the mark is right already
 */
export function underwayHeader(request: Request, underway: boolean): string | null {
	const marked = /(?:^|;\s*)underway=1/.test(request.headers.get('cookie') ?? '')
	if (marked === underway) return null
	return underway
		? `${COOKIE}=1; Path=/; HttpOnly; SameSite=Lax`
		: `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`
}
