import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { actorFor, lineAccess } from '~/accounts/access.server'
import {
	changeLine,
	findHeldLine,
	findLineChange,
	findOpenLineChange,
	undoLineChange,
} from '~/accounts/line-changes.server'
import { LineNews } from '~/accounts/line-news'
import { LineReview } from '~/accounts/line-review'
import { LineSettings } from '~/accounts/line-settings'
import { operationReference } from '~/accounts/operation-reference'
import { recordReview } from '~/accounts/operation-steps.server'
import { notFound, requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { accountMessages } from '~/i18n/account'
import { formatPhone } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { ErrorSummary } from '~/ui/field'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const LONGEST_NAME = 40
const UNDO_REFUSALS = ['too-late', 'changed-since'] as const

const Change = z.object({
	requestKey: z.uuid(),
	/** The line as the page showed it. */
	label: z.string(),
	state: z.enum(['active', 'suspended']),
})
const Asked = z.discriminatedUnion('intent', [
	Change.extend({ intent: z.literal('name'), name: z.string().default('') }),
	Change.extend({ intent: z.literal('suspend') }),
	Change.extend({ intent: z.literal('resume') }),
	z.object({ intent: z.literal('undo'), changeId: z.string().min(1) }),
])

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { customer, visitId, lang } = await requireCustomer(request)
	const lineId = params.id ?? ''
	const { searchParams } = new URL(request.url)
	const access = await lineAccess(customer.id, lineId, 'see')
	if (!access) throw notFound()
	const { customerId } = access
	const held = await findHeldLine(customerId, lineId)
	if (held === 'missing') throw notFound()
	const t = messagesIn(accountMessages, lang).ownLine
	const { brand, country } = settings()
	if (held === 'unavailable') return data({ title: `${t.manage} · ${brand.name}`, page: null, lineId }, { status: 503 })

	const asked = searchParams.get('changement')
	const change = asked ? await findLineChange(customerId, asked) : await findOpenLineChange(customerId, lineId)
	// Settling a change that was not known may have found the line in another state.
	const current = change ? await findHeldLine(customerId, lineId) : held
	const { line, contract, canBeLost } = typeof current === 'string' ? held : current
	const step = searchParams.get('etape')
	const review =
		access.level === 'see'
			? null
			: canBeLost && step === 'suspendre' && line.state === 'active'
				? ('suspend' as const)
				: step === 'remettre' && line.state === 'suspended'
					? ('resume' as const)
					: null
	if (review) {
		const label = review === 'suspend' ? t.reviewSuspend : t.reviewResume
		await recordReview({ visitId }, { label, path: `/compte/lignes/${lineId}` })
	}
	return data({
		title: `${t.pageTitle(formatPhone(line.number, country))} · ${brand.name}`,
		lineId,
		page: {
			line,
			canBeLost,
			shared: access.ownerName === null ? null : { ownerName: access.ownerName, level: access.level },
			contract: { label: contract.label, planName: contract.planName, monthlyCents: monthly(contract) },
			change:
				change?.objectId === lineId && access.level !== 'see'
					? { ...change, reference: operationReference(change.id) }
					: null,
			review,
			stale: searchParams.has('perime'),
			undoRefused: UNDO_REFUSALS.find((reason) => reason === searchParams.get('annulation')) ?? null,
			down: searchParams.has('indisponible'),
			requestKey: randomUUID(),
		},
	})
}

export async function action({ request, params }: ActionFunctionArgs) {
	const visitor = await requireCustomer(request)
	const { customer, person, lang } = visitor
	await limit('account', request, person.id)
	const submission = parseWithZod(await request.formData(), { schema: Asked })
	if (submission.status !== 'success') throw new Response(null, { status: 400 })
	const asked = submission.value
	const lineId = params.id ?? ''
	const access = await lineAccess(customer.id, lineId, 'manage')
	// The name is the owner's word for their line.
	if (!access || (access.level !== 'own' && asked.intent === 'name')) throw notFound()
	const { customerId } = access
	const page = localPath(lang, `/compte/lignes/${lineId}`)
	const actor = actorFor(access, visitor)

	if (asked.intent === 'undo') {
		const { changeId } = asked
		const undone = await undoLineChange({ customerId, changeId, actor })
		if (undone === 'missing') throw notFound()
		if (undone === 'undone') return redirect(`${page}?changement=${changeId}`, 303)
		const refused = UNDO_REFUSALS.find((reason) => reason === undone)
		return redirect(refused ? `${page}?annulation=${refused}` : `${page}?indisponible=1`, 303)
	}
	const expected = { label: asked.label, state: asked.state }
	const name = asked.intent === 'name' ? asked.name.trim().replace(/\s+/g, ' ') : expected.label
	if (name === '' || [...name].length > LONGEST_NAME) return data({ name }, { status: 400 })
	const state = asked.intent === 'suspend' ? 'suspended' : asked.intent === 'resume' ? 'active' : expected.state
	const outcome = await changeLine({
		...{ customerId, lineId, expected, wanted: { label: name, state } },
		// One page holds several forms: what is asked is part of what is asked once.
		...{ requestKey: `${asked.requestKey} ${asked.intent} ${name}`, actor },
	})
	if (outcome.ok) return redirect(`${page}?changement=${outcome.changeId}`, 303)
	if (outcome.reason === 'missing') throw notFound()
	if (outcome.reason === 'as-it-is') return redirect(page, 303)
	return redirect(outcome.reason === 'stale' ? `${page}?perime=1` : `${page}?indisponible=1`, 303)
}

export default function LinePage() {
	const { page, lineId } = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()
	const t = useMessages(accountMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[60rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte')}>{t.back}</a>
			</p>
			{!page && (
				<>
					<h1 className="mt-3 text-h1">{t.ownLine.manage}</h1>
					<div className="mt-6">
						<Notice tone="warn">{t.unavailable}</Notice>
					</div>
				</>
			)}
			{page && refused && (
				<div className="mt-6">
					<ErrorSummary
						title={t.ownLine.nameProblem}
						errors={[{ fieldId: 'line-name', message: t.ownLine.nameMissing }]}
					/>
				</div>
			)}
			{page?.review && <LineReview {...page} review={page.review} lineId={lineId} />}
			{page && !page.review && (
				<LineSettings {...page} refusedName={refused?.name ?? null}>
					{!refused && <LineNews {...page} lineId={lineId} />}
				</LineSettings>
			)}
		</div>
	)
}

function monthly({
	priceCents,
	options,
}: {
	priceCents: number
	options: { priceCents: number; until: Date | null }[]
}) {
	return options.reduce((sum, option) => (option.until ? sum : sum + option.priceCents), priceCents)
}
