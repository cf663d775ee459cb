import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '~/auth/guards.server'
import { environment } from '~/env.server'
import { answerRequest } from '~/telephony/simulator/company.server'

/** The simulated phone company's own address: the vendor's client is pointed here in the demo. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	return answer(request, params['*'] ?? '', new URL(request.url).searchParams)
}

export async function action({ request, params }: ActionFunctionArgs) {
	return answer(request, params['*'] ?? '', new URLSearchParams(await request.text()))
}

async function answer(request: Request, path: string, params: URLSearchParams): Promise<Response> {
	const { telephony, DEMO } = environment()
	if (telephony !== 'simulator' || !DEMO) throw notFound()
	const { status, body } = await answerRequest({
		method: request.method,
		path,
		params,
		authorization: request.headers.get('authorization'),
	})
	return Response.json(body, { status })
}
