import type { ActionFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { notFound, safePath } from '~/auth/guards.server'
import { themeHeader } from '~/shell/theme.server'

export function loader() {
	throw notFound()
}

/** Keeps the theme somebody chose and goes back to their page. */
export async function action({ request }: ActionFunctionArgs) {
	const form = await request.formData()
	const theme = form.get('theme')
	return redirect(safePath(form.get('to'), '/'), {
		headers: { 'Set-Cookie': themeHeader(theme === 'light' || theme === 'dark' ? theme : null) },
		status: 303,
	})
}
