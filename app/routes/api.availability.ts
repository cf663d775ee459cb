import { availability, toContract } from '~/handoff/availability.server'

/** Who can be reached now. Public. */
export async function loader() {
	return Response.json(toContract(await availability()), { headers: { 'Cache-Control': 'no-store' } })
}
