import type { LoaderFunctionArgs } from '@remix-run/node'
import { availability, toContract } from '~/handoff/availability.server'
import { dockState } from '~/handoff/dock-state.server'

/** Who can be reached now; `?lang=` adds the words of the help block. Public. */
export async function loader({ request }: LoaderFunctionArgs) {
	const state = await availability()
	const lang = new URL(request.url).searchParams.get('lang')
	const words = lang === 'fr' || lang === 'en' ? { words: dockState({ availability: state, underway: null, lang }) } : {}
	return Response.json({ ...toContract(state), ...words }, { headers: { 'Cache-Control': 'no-store' } })
}
