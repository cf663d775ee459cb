import { randomUUID } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { log } from '~/log.server'
import { NonceContext } from '~/nonce'
import { pageErrorHappened } from '~/shell/page-errors.server'
import type { PageHandle } from '~/shell/page-kind'

/** What the http server takes from the build, so that every singleton exists once. */
export * as platform from '~/platform.server'

/** A page that is not finished by then is given up. */
export const streamTimeout = 10_000

export default async function handleRequest(
	_request: Request,
	status: number,
	headers: Headers,
	context: EntryContext,
	load: AppLoadContext,
) {
	const nonce = String(load.nonce ?? '')
	const page = (
		<NonceContext.Provider value={nonce}>
			<RemixServer
				context={context}
				url={
					new URL(
						context.staticHandlerContext.location.pathname + context.staticHandlerContext.location.search,
						_request.url,
					)
				}
				nonce={nonce}
			/>
		</NonceContext.Provider>
	)
	headers.set('Content-Type', 'text/html; charset=utf-8')
	const html = `<!DOCTYPE html>${isHydrated(context) ? await renderWithData(page) : renderToString(page)}`
	// A string in a web response is read back through a stream; the server takes it from here instead.
	if (!load.page) return new Response(html, { status, headers })
	;(load.page as { html: string | null }).html = html
	return new Response(null, { status, headers })
}

/** An unexpected error of a loader, action or rendering: noted with a reference, never with its request's data. */
export function handleError(error: unknown, { request }: LoaderFunctionArgs | ActionFunctionArgs) {
	const reference = randomUUID().slice(0, 8)
	const { pathname } = new URL(request.url)
	log.error({ reference, path: pathname, error: error instanceof Error ? error.stack : String(error) }, 'a page failed')
	void pageErrorHappened({ request, reference })
}

function isHydrated({ staticHandlerContext, routeModules }: EntryContext): boolean {
	if (staticHandlerContext.errors) return false
	const handle: PageHandle = Object.assign(
		{},
		...staticHandlerContext.matches.map(({ route }) => routeModules[route.id]?.handle ?? {}),
	)
	return handle.hydrate ?? true
}

/** The data of a hydrated page arrives with its suspended script: the whole page is waited for, then sent at once. */
function renderWithData(page: React.ReactElement): Promise<string> {
	return new Promise((resolve, reject) => {
		const { pipe, abort } = renderToPipeableStream(page, {
			onAllReady() {
				const body = new PassThrough()
				text(body).then(resolve, reject)
				pipe(body)
				clearTimeout(giveUp)
			},
			onShellError: reject,
			onError(error) {
				log.error({ error: String(error) }, 'rendering failed')
			},
		})
		const giveUp = setTimeout(abort, streamTimeout)
	})
}
