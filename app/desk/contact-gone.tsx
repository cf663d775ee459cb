import { isRouteErrorResponse, Link, useRouteError } from '@remix-run/react'
import { workMessages } from '~/i18n/desk-work'
import { useMessages } from '~/i18n/use-messages'

/** Instead of a contact that is not there for this person, or no longer is. */
export function ContactGone() {
	const t = useMessages(workMessages)
	const error = useRouteError()
	if (!isRouteErrorResponse(error) || error.status !== 404) throw error
	return (
		<section className="bg-surface p-6 md:p-10">
			<h1 className="text-h2">{t.gone.title}</h1>
			<p className="mt-3 max-w-[34rem] text-ink-2">{t.gone.text}</p>
			<p className="mt-4">
				<Link to="/desk">{t.looks.back}</Link>
			</p>
		</section>
	)
}
