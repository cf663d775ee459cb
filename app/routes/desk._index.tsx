import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '~/auth/guards.server'
import { takeNext } from '~/handoff/conversations.server'
import { presenceOf } from '~/handoff/presence.server'
import { countWaiting } from '~/handoff/wait.server'
import { deskMessages } from '~/i18n/desk'
import { useMessages } from '~/i18n/use-messages'

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const [waiting, { state }] = await Promise.all([countWaiting(), presenceOf(person.id)])
	return { waiting: waiting.chats, state }
}

/** Takes the person who has waited longest. */
export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const { state } = await presenceOf(person.id)
	const taken = state === 'available' ? await takeNext({ advisorId: person.id }) : null
	return redirect(taken ? `/desk/conversations/${taken.id}` : '/desk', 303)
}

export default function DeskHome() {
	const { waiting, state } = useLoaderData<typeof loader>()
	const t = useMessages(deskMessages)
	return (
		<section className="bg-surface p-6 md:p-10">
			<h1 className="text-h2">{t.homeTitle}</h1>
			<p className="mt-3 max-w-[34rem] text-ink-2">
				{state !== 'available' ? t.homeAway : waiting > 0 ? t.homeWaiting(waiting) : t.homeQuiet}
			</p>
		</section>
	)
}
