import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, requireStaff } from '~/auth/guards.server'
import { findPublicChange, mendedAt, publishChange, withdrawChange } from '~/friction/public-changes.server'
import { PublishForm } from '~/friction/publish-form'
import { PublishInput } from '~/friction/publish-input.server'
import { accountabilityMessages } from '~/i18n/accountability'
import { messagesIn } from '~/i18n/messages'
import { useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'staff', nav: 'frictions', dock: false, hydrate: false }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.handle')
	const causeKey = params.cause ?? ''
	const [mended, written] = await Promise.all([mendedAt(causeKey), findPublicChange(causeKey)])
	if (!mended && !written) throw notFound()
	const t = messagesIn(accountabilityMessages, person.lang).publish
	return {
		title: `${t.title} · ${settings().brand.name}`,
		back: `/frictions/${encodeURIComponent(causeKey)}`,
		isMended: mended !== null,
		written: written && {
			...{ saidFr: written.saidFr, doneFr: written.doneFr, saidEn: written.saidEn, doneEn: written.doneEn },
			...{ pathFr: written.pathFr, pathEn: written.pathEn, isPublic: written.withdrawnAt === null },
		},
	}
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { person } = await requireStaff(request, 'insights.handle')
	const causeKey = params.cause ?? ''
	const here = `/frictions/${encodeURIComponent(causeKey)}/publication`
	const form = await request.formData()
	if (form.get('intent') === 'withdraw') {
		await withdrawChange(causeKey, person.id)
		return redirect(here, 303)
	}
	const t = messagesIn(accountabilityMessages, person.lang).publish
	const submission = parseWithZod(form, { schema: PublishInput(t) })
	if (submission.status !== 'success') return data(submission.reply(), { status: 400 })
	const outcome = await publishChange({ causeKey, words: submission.value, actorId: person.id })
	if (outcome === 'quotes') return data(submission.reply({ fieldErrors: { saidFr: [t.quotes] } }), { status: 400 })
	if (outcome === 'not-mended') return data(submission.reply({ formErrors: [t.notMended] }), { status: 409 })
	return redirect(here, 303)
}

export default function Publication() {
	const { back, isMended, written } = useLoaderData<typeof loader>()
	const reply = useActionData<typeof action>()
	const { publish: t } = useMessages(accountabilityMessages)
	return (
		<div className="mx-auto max-w-[46rem] px-4 py-7 md:px-8">
			<p>
				<a href={back}>{t.back}</a>
			</p>
			<h1 className="mt-3 text-h1">{t.title}</h1>
			<p className="mt-2 text-ink-2">{t.lead}</p>
			<div className="mt-5 grid gap-4">
				{written && (
					<Notice tone={written.isPublic ? 'ok' : 'info'} live>
						{written.isPublic ? t.isPublic : t.isWithdrawn} <a href="/vous-avez-dit">{t.seePublic}</a>
					</Notice>
				)}
				{!isMended && <Notice tone="warn">{t.notMended}</Notice>}
			</div>
			<PublishForm written={written} mayPublish={isMended} reply={reply} />
		</div>
	)
}
