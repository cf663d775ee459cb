import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireStaff } from '~/auth/guards.server'
import { Aftermath } from '~/desk/aftermath'
import { keepPromise, listOwnCorrections, listOwnPromises, readCorrection } from '~/desk/aftermath.server'
import { listAnswersTo, readAnswer } from '~/desk/guide-remarks.server'
import { takeNext } from '~/handoff/conversations.server'
import { presenceOf } from '~/handoff/presence.server'
import { countWaiting } from '~/handoff/wait.server'
import { deskMessages } from '~/i18n/desk'
import { workMessages } from '~/i18n/desk-work'
import { useMessages } from '~/i18n/use-messages'

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const [waiting, { state }, promises, corrections, answers] = await Promise.all([
		countWaiting(),
		presenceOf(person.id),
		listOwnPromises(person.id),
		listOwnCorrections(person.id),
		listAnswersTo(person.id),
	])
	return { waiting: waiting.chats, state, promises, corrections, answers }
}

/** Takes the person who has waited longest; or a promise was kept, a correction read. */
export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const form = await request.formData()
	const id = String(form.get('id') ?? '')
	if (form.get('intent') === 'kept') {
		await keepPromise(id, person.id)
		return redirect('/desk', 303)
	}
	if (form.get('intent') === 'answer-read') {
		await readAnswer(id, person.id)
		return redirect('/desk', 303)
	}
	if (form.get('intent') === 'read') {
		await readCorrection(id, person.id)
		return redirect('/desk', 303)
	}
	const { state } = await presenceOf(person.id)
	const taken = state === 'available' ? await takeNext({ advisorId: person.id }) : null
	return redirect(taken ? `/desk/conversations/${taken.id}` : '/desk', 303)
}

export default function DeskHome() {
	const { waiting, state, promises, corrections, answers } = useLoaderData<typeof loader>()
	const t = useMessages(deskMessages)
	const work = useMessages(workMessages)
	return (
		<section className="scroller bg-surface p-6 md:p-10">
			<h1 className="text-h2">{t.homeTitle}</h1>
			<p className="mt-3 max-w-[34rem] text-ink-2">
				{state !== 'available' ? t.homeAway : waiting > 0 ? t.homeWaiting(waiting) : t.homeQuiet}
			</p>
			<Aftermath promises={promises} corrections={corrections} answers={answers} />
			<p className="mt-8 text-mini">
				<Link to="/desk/looks">{work.looks.pageTitle}</Link> · <Link to="/desk/snippets">{work.snippets.title}</Link>
			</p>
		</section>
	)
}
