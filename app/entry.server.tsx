import { randomUUID } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { cannotWrite } from '#db/client.server'
import { log } from '~/log.server'
import { NonceContext } from '~/nonce'
import { pageErrorHappened } from '~/shell/page-errors.server'
import type { PageHandle } from '~/shell/page-kind'

/** What the http server takes from the build, so that every singleton exists once. */
export * as platform from '~/platform.server'

/** What an action's failure is told as while the database takes no write: the page is there, the writing is not. */
const NOTHING_STORED = { status: 503, statusText: 'Service Unavailable', internal: false, data: null }

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
	const { errors } = context.staticHandlerContext
	const storesNothing = status === 500 && cannotWrite()
	if (storesNothing && errors) for (const id of Object.keys(errors)) errors[id] = NOTHING_STORED
	if (errors) await readRoot(_request, context, load)
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
	const answered = storesNothing ? NOTHING_STORED.status : status
	if (!load.page) return new Response(html, { status: answered, headers })
	;(load.page as { html: string | null }).html = html
	return new Response(null, { status: answered, headers })
}

/** An unexpected error of a loader, action or rendering: noted with a reference, never with its request's data. */
export function handleError(error: unknown, { request }: LoaderFunctionArgs | ActionFunctionArgs) {
	// An address asked with a method it has no answer for: nothing of ours broke.
	if (isRouteErrorResponse(error)) return
	const reference = randomUUID().slice(0, 8)
	const { pathname } = new URL(request.url)
	log.error({ reference, path: pathname, error: error instanceof Error ? error.stack : String(error) }, 'a page failed')
	void pageErrorHappened({ request, reference })
}

/**
 * After an action that failed no loader runs, not even the root's: the page that says so would know
 * neither the brand nor the telephone, and nobody within reach. It is read here.
 */
async function readRoot(request: Request, { staticHandlerContext, routeModules }: EntryContext, load: AppLoadContext) {
	const { loaderData } = staticHandlerContext
	const root = routeModules.root as { loader?: (args: LoaderFunctionArgs) => Promise<{ data: unknown }> } | undefined
	if (!root?.loader || loaderData.root != null || request.method === 'GET' || request.method === 'HEAD') return
	const asked = new Request(request.url, { headers: request.headers })
	try {
		loaderData.root = (await root.loader({ request: asked, params: {}, context: load })).data
	} catch (error) {
		log.error(
			{ error: error instanceof Error ? error.stack : String(error) },
			'an error page could not tell who is there',
		)
	}
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
