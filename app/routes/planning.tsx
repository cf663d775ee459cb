import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '~/auth/guards.server'
import { planFrom } from '~/handoff/planning-form.server'
import { PlanningPage } from '~/handoff/planning-page'
import { planningView } from '~/handoff/planning-view.server'
import { messagesIn } from '~/i18n/messages'
import { planningMessages } from '~/i18n/planning'
import { settings } from '~/settings/settings.server'

export const handle = { surface: 'staff', nav: 'planning', dock: false, hydrate: false }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'planning.edit')
	const t = messagesIn(planningMessages, person.lang)
	const { searchParams } = new URL(request.url)
	const count = (name: string) => Number.parseInt(searchParams.get(name) ?? '0', 10) || 0
	const done = searchParams.has('deplaces') ? t.done(count('deplaces'), count('sans')) : null
	return data({
		title: `${t.title} · ${settings().brand.name}`,
		view: await planningView(person.lang),
		notice: searchParams.has('retire') ? t.withdrawn : done,
	})
}

export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'planning.edit')
	const outcome = await planFrom(await request.formData(), person.id)
	if (outcome === 'refused') return data({ refused: true }, { status: 400 })
	if (outcome === 'withdrawn') return redirect('/planning?retire=oui', 303)
	return redirect(`/planning?deplaces=${outcome.moved}&sans=${outcome.withoutPlace}`, 303)
}

export default function Planning() {
	const { view, notice } = useLoaderData<typeof loader>()
	const sent = useActionData<typeof action>()
	return <PlanningPage view={view} notice={notice} refused={sent?.refused ?? false} />
}
