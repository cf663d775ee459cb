import type { ActionFunctionArgs } from '@remix-run/node'
import { GUIDE_LEVELS } from '#db/schema/desk.server'
import { notFound, requireStaff } from '~/auth/guards.server'
import { requireReadable } from '~/desk/access.server'
import { chooseForDesk, tickStep } from '~/desk/desk-choices.server'
import { remarkOnGuide } from '~/desk/guide-remarks.server'
import { guideFor } from '~/desk/guides.server'

export function loader() {
	throw notFound()
}

/** The guide beside a contact: how much of it is shown, a step ticked, a remark to those who keep it. */
export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const { contact } = await requireReadable({ kind: params.kind, id: params.id }, person, 'data')
	const form = await request.formData()
	const guideLevel = GUIDE_LEVELS.find((one) => one === form.get('level'))
	if (guideLevel) {
		await chooseForDesk(person.id, { guideLevel })
		return Response.json({ ok: true })
	}
	const guide = guideFor(contact.reason, person.lang)
	const stepOf = (name: string) => guide?.steps.find(({ id }) => id === form.get(name))
	const step = stepOf('step')
	if (step) {
		const { id: contactId, caseId } = contact
		await tickStep({ contactId, caseId, step: step.id, ticked: form.get('ticked') === 'yes' })
		return Response.json({ ok: true })
	}
	if (!guide) throw notFound()
	const ok = await remarkOnGuide({
		...{ requestKey: String(form.get('requestKey') ?? ''), guide: guide.reason, lang: person.lang, author: person },
		...{ step: stepOf('about')?.title ?? null, body: String(form.get('remark') ?? '') },
	})
	return Response.json({ ok }, { status: ok ? 200 : 400 })
}
