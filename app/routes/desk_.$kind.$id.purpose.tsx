import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { LOOK_PURPOSES } from '#db/schema/desk.server'
import { notFound, requireStaff } from '~/auth/guards.server'
import { findPerson } from '~/auth/people.server'
import { accessTo } from '~/desk/access.server'
import { findDeskContact } from '~/desk/contacts.server'
import { look } from '~/desk/looks.server'
import { workMessages } from '~/i18n/desk-work'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { ErrorSummary, TextField } from '~/ui/field'

export const handle = { surface: 'staff', nav: 'poste', dock: false }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person, contact, open } = await requireAsking(request, params)
	if (open) return redirect(`/desk/${contact.kind}/${contact.id}`)
	const advisor = contact.advisorId ? await findPerson(contact.advisorId) : null
	// Who it is, and nothing else: no word of the conversation before a purpose was given.
	return data({
		title: `${messagesIn(workMessages, person.lang).looks.title(contact.firstName)} · Relais`,
		firstName: contact.firstName,
		advisor: advisor?.name ?? null,
		purposes: LOOK_PURPOSES.filter((purpose) => purpose !== 'coaching' || person.role === 'supervisor'),
	})
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { person, contact, open } = await requireAsking(request, params)
	const form = await request.formData()
	const purpose = LOOK_PURPOSES.find((one) => one === form.get('purpose'))
	const words = String(form.get('words') ?? '')
	if (!purpose && !open)
		return data({ missing: messagesIn(workMessages, person.lang).looks.missing, words }, { status: 400 })
	if (purpose && !open) await look({ contact, person, purpose, words })
	return redirect(`/desk/${contact.kind}/${contact.id}`, 303)
}

async function requireAsking(request: Request, { kind, id }: LoaderFunctionArgs['params']) {
	const { person } = await requireStaff(request, 'desk.use')
	const contact = await findDeskContact(kind, id)
	if (!contact) throw notFound()
	const access = await accessTo(contact, person)
	if (access === 'none') throw notFound()
	return { person, contact, open: access !== 'ask' }
}

export default function Purpose() {
	const page = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(workMessages).looks
	return (
		<div className="mx-auto max-w-[44rem] px-4 py-8 md:px-8">
			<h1 className="text-h1">{t.title(page.firstName)}</h1>
			<p className="mt-2 text-ink-2">{t.lead(page.advisor)}</p>
			<Form method="post" className="mt-6 grid gap-6">
				<ErrorSummary
					title={t.summary}
					errors={refused?.missing ? [{ fieldId: 'purpose', message: refused.missing }] : []}
				/>
				<fieldset id="purpose" tabIndex={-1}>
					<legend className="font-semibold">{t.legend}</legend>
					<div className="mt-2 grid gap-2">
						{page.purposes.map((purpose) => (
							<label key={purpose} className="choice">
								<input type="radio" name="purpose" value={purpose} />
								<span>{t.purposes[purpose]}</span>
							</label>
						))}
					</div>
				</fieldset>
				<TextField name="words" label={t.words} hint={t.wordsHint} maxLength={300} defaultValue={refused?.words} />
				<div className="flex flex-wrap gap-3">
					<Button>{t.open}</Button>
					<a href="/desk" className="btn btn-quiet">
						{t.back}
					</a>
				</div>
			</Form>
		</div>
	)
}
