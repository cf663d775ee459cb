import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { languageOf, localPath } from '~/i18n/language'

/** Where articles and habit look for it: the page itself asks for no account. */
export function loader({ request }: LoaderFunctionArgs) {
	const { pathname, search } = new URL(request.url)
	return redirect(`${localPath(languageOf(pathname), '/retractation')}${search}`)
}
