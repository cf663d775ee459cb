import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { languageOf, localPath } from '~/i18n/language'

export function loader({ request }: LoaderFunctionArgs) {
	return redirect(localPath(languageOf(new URL(request.url).pathname), '/themes'), 301)
}
