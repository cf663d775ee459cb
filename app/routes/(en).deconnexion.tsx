import type { ActionFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { endVisitHeaders, getVisitor, notFound } from '~/auth/guards.server'
import { signOut } from '~/auth/sign-in.server'
import { localPath } from '~/i18n/language'

export function loader() {
	throw notFound()
}

/** Ends the session and the visit: nothing of the path stays on a shared computer. */
export async function action({ request }: ActionFunctionArgs) {
	const { lang } = await getVisitor(request)
	const headers = new Headers()
	for (const cookie of await signOut(request.headers)) headers.append('Set-Cookie', cookie)
	for (const cookie of endVisitHeaders()) headers.append('Set-Cookie', cookie)
	return redirect(localPath(lang, '/'), { headers, status: 303 })
}
