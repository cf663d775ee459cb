import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { requireStaff } from '~/auth/guards.server'
import { answerRemark, listRemarks } from '~/desk/guide-remarks.server'
import { workMessages } from '~/i18n/desk-work'
import { formatRelativeDay } from '~/i18n/format'
import { messagesIn } from '~/i18n/messages'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Button } from '~/ui/button'
import { TextArea } from '~/ui/field'

export const handle = { surface: 'staff', nav: 'articles', dock: false }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'knowledge.edit')
	const { waiting, answered } = await listRemarks()
	const named = ({
		id,
		guide,
		lang,
		step,
		body,
		authorName,
		at,
		answer,
		answeredByName,
	}: (typeof waiting)[number]) => ({
		...{ id, step, body, authorName, at, answer, answeredByName, lang },
		guide: settings().reasons.find((reason) => reason.id === guide)?.[person.lang] ?? guide,
	})
	return {
		title: `${messagesIn(workMessages, person.lang).remarks.title} · Relais`,
		waiting: waiting.map(named),
		answered: answered.map(named),
	}
}

export async function action({ request }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'knowledge.edit')
	const form = await request.formData()
	await answerRemark({ id: String(form.get('id') ?? ''), answer: String(form.get('answer') ?? ''), by: person })
	return redirect('/studio/guides', 303)
}

/** What advisors say of the guides, and what they were answered. */
export default function GuideRemarks() {
	const { waiting, answered } = useLoaderData<typeof loader>()
	const t = useMessages(workMessages).remarks
	const lang = useLang()
	const { timeZone } = useBrand()
	const head = ({ guide, step, authorName, at }: (typeof waiting)[number]) => (
		<p className="text-mini text-ink-2">
			{guide}
			{step && ` · ${step}`} · {authorName}, {formatRelativeDay(lang, new Date(at), new Date(), timeZone)}
		</p>
	)
	return (
		<div className="mx-auto max-w-[52rem] px-4 py-8 md:px-8">
			<h1 className="text-h1">{t.title}</h1>
			<p className="mt-2 text-ink-2">{t.lead}</p>
			{waiting.length === 0 && <p className="mt-6">{t.none}</p>}
			<ul className="mt-6 grid gap-4">
				{waiting.map((remark) => (
					<li key={remark.id} className="card p-4">
						{head(remark)}
						<p className="mt-1 whitespace-pre-wrap font-semibold">{remark.body}</p>
						<Form method="post" className="mt-3 grid gap-3">
							<input type="hidden" name="id" value={remark.id} />
							<TextArea name="answer" rows={3} required maxLength={1_000} label={t.answer(remark.authorName)} />
							<div>
								<Button>{t.send}</Button>
							</div>
						</Form>
					</li>
				))}
			</ul>
			{answered.length > 0 && (
				<section aria-labelledby="repondu" className="mt-10">
					<h2 id="repondu" className="text-h3">
						{t.answered}
					</h2>
					<ul className="mt-3 grid gap-4">
						{answered.map((remark) => (
							<li key={remark.id} className="border-line border-b pb-3">
								{head(remark)}
								<p className="mt-1">{remark.body}</p>
								<p className="mt-1">
									<b>{remark.answeredByName}</b> : {remark.answer}
								</p>
							</li>
						))}
					</ul>
				</section>
			)}
		</div>
	)
}
