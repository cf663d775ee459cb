import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { FORWARDING_KINDS } from '#db/schema/accounts.server'
import { actorFor, lineAccess } from '~/accounts/access.server'
import { catalogue } from '~/accounts/catalogue.server'
import {
	changeForwarding,
	type ForwardingOutcome,
	listForwardings,
	reviewForwarding,
	undoForwarding,
} from '~/accounts/forwarding.server'
import { ForwardingLine } from '~/accounts/forwarding-line'
import { ForwardingFailure, ForwardingNews } from '~/accounts/forwarding-news'
import { ForwardingReview } from '~/accounts/forwarding-review'
import type { TargetProblem } from '~/accounts/forwarding-target.server'
import { recordReview } from '~/accounts/operation-steps.server'
import { findChangeToSee, sharedForwardings } from '~/accounts/shared-forwarding.server'
import { notFound, requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { recordFriction, recordStep } from '~/friction/record.server'
import { accountMessages } from '~/i18n/account'
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

const PAGE = '/compte/renvoi'
const REFUSALS_THAT_COUNT = 2

const Change = z.object({
	intent: z.enum(['check', 'on', 'off']),
	lineId: z.string().min(1),
	kind: z.enum(FORWARDING_KINDS),
	target: z.string().max(40).default(''),
	delaySeconds: z.coerce.number().int().optional(),
	requestKey: z.uuid(),
	seen: z.string().max(60).optional(),
	/** How many times this form was refused already: works without JavaScript. */
	refusals: z.coerce.number().int().min(0).max(99).default(0),
})
const Undo = z.object({ intent: z.literal('undo'), changeId: z.string().min(1) })
const Asked = z.discriminatedUnion('intent', [
	Change.extend({ intent: z.literal('check') }),
	Change.extend({ intent: z.literal('on') }),
	Change.extend({ intent: z.literal('off') }),
	Undo,
])

export async function loader({ request }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const now = new Date()
	const { searchParams } = new URL(request.url)
	const changeId = searchParams.get('changement')
	const [own, shared] = await Promise.all([listForwardings(customer.id, now), sharedForwardings(customer.id, now)])
	const lines = own && [...own.map((line) => ({ ...line, ownerName: null })), ...shared]
	const body = {
		title: `${messagesIn(accountMessages, lang).forwarding.title} · ${settings().brand.name}`,
		lines,
		change: changeId ? await findChangeToSee(customer.id, changeId, now) : null,
		undoRefused: UNDO_REFUSALS.find((reason) => reason === searchParams.get('annulation')) ?? null,
		failed: FAILURES.find((reason) => reason === searchParams.get('refus')) ?? null,
		delays: catalogue().forwarding.noAnswerSeconds,
		undoMinutes: catalogue().changes.undoMinutes,
		requestKey: randomUUID(),
		now,
	}
	return data(body, { status: lines ? 200 : 503 })
}

const UNDO_REFUSALS = ['too-late', 'changed-since'] as const
const FAILURES = ['unavailable', 'stale', 'awaits-answer'] as const

export async function action({ request }: ActionFunctionArgs) {
	const visitor = await requireCustomer(request)
	const { customer, person, visitId, lang } = visitor
	await limit('account', request, person.id)
	const submission = parseWithZod(await request.formData(), { schema: Asked })
	if (submission.status !== 'success') throw new Response(null, { status: 400 })
	const asked = submission.value

	if (asked.intent === 'undo') {
		const { changeId } = asked
		const change = await findChangeToSee(customer.id, changeId, new Date())
		const access = change && (await lineAccess(customer.id, change.objectId, 'manage'))
		if (!access) throw notFound()
		const undone = await undoForwarding({ customerId: access.customerId, changeId, actor: actorFor(access, visitor) })
		if (undone === 'missing') throw notFound()
		if (undone === 'undone') return redirect(pageAfter(changeId), 303)
		return redirect(`${localPath(lang, PAGE)}?${undone === 'unavailable' ? 'refus' : 'annulation'}=${undone}`, 303)
	}

	const { lineId, kind, target, delaySeconds, requestKey, refusals } = asked
	const access = await lineAccess(customer.id, lineId, 'manage')
	if (!access) throw notFound()
	const { customerId } = access
	const actor = actorFor(access, visitor)
	const wanted = { customerId, lineId, kind, delaySeconds, actor }
	if (asked.intent === 'check') {
		const read = await reviewForwarding({ ...wanted, target })
		if (!read.ok) return refuse(read)
		const label = messagesIn(accountMessages, lang).forwarding.title
		await recordReview({ visitId }, { label, path: PAGE })
		return data({ review: read.review, refused: null })
	}
	const outcome = await changeForwarding({
		...wanted,
		target: asked.intent === 'on' ? target : null,
		seen: asked.seen,
		// One page holds many forms: what is asked is part of what is asked once.
		requestKey: [requestKey, lineId, kind, asked.intent, target.replace(/\D/g, '')].join(' '),
	})
	return outcome.ok ? redirect(pageAfter(outcome.changeId), 303) : refuse(outcome)

	async function refuse(outcome: Extract<ForwardingOutcome, { ok: false }>) {
		if (outcome.reason === 'missing') throw notFound()
		if (outcome.reason === 'as-it-is') return redirect(localPath(lang, PAGE), 303)
		if (outcome.reason !== 'target') return redirect(`${localPath(lang, PAGE)}?refus=${outcome.reason}`, 303)

		await recordRefusal(outcome.target, refusals + 1)
		const refused = { lineId, kind, target, problem: outcome.target, refusals: refusals + 1 }
		return data({ review: null, refused }, { status: 400 })
	}

	function pageAfter(changeId: string) {
		return `${localPath(lang, PAGE)}?changement=${changeId}`
	}

	/** Mending one mistake is ordinary; being refused twice is a failure of the form. */
	async function recordRefusal({ problem }: TargetProblem, times: number) {
		const label = messagesIn(accountMessages, lang).forwarding.refusedStep
		await recordStep({ visitId, kind: 'form', label, failed: true, href: PAGE })
		if (times < REFUSALS_THAT_COUNT) return
		await recordFriction({
			visitId,
			kind: 'form-refused',
			causeKey: `forwarding:target-${problem}`,
			label,
			path: PAGE,
			lang,
			customerId: customer.id,
			detail: { problem, times },
		})
	}
}

export default function ForwardingPage() {
	const { requestKey, undoMinutes } = useLoaderData<typeof loader>()
	const answer = useActionData<typeof action>()
	const t = useMessages(accountMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[60rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte')}>{t.back}</a>
			</p>
			{answer?.review ? (
				<ForwardingReview review={answer.review} requestKey={requestKey} undoMinutes={undoMinutes} />
			) : (
				<Settings />
			)}
		</div>
	)
}

function Settings() {
	const { lines, change, undoRefused, failed } = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()?.refused
	const t = useMessages(accountMessages)
	return (
		<>
			<h1 className="mt-3 text-h1">{t.forwarding.title}</h1>
			<p className="mt-3 max-w-[46rem] text-lead">{t.forwarding.lead}</p>
			<div className="mt-6 grid gap-4 empty:hidden">
				{change && lines && !refused && <ForwardingNews change={change} />}
				{failed && !refused && <ForwardingFailure reason={failed} />}
				{undoRefused && (
					<Notice tone="warn" live>
						{undoRefused === 'too-late' ? t.forwarding.tooLate : t.forwarding.changedSince}
					</Notice>
				)}
				{refused && (
					<ErrorSummary
						title={t.forwarding.refusedTitle}
						errors={[
							{
								fieldId: `${refused.lineId}-${refused.kind}`,
								message: problemWords(t.forwarding.problems, refused.problem),
							},
						]}
					/>
				)}
				{!lines && <Notice tone="warn">{t.unavailable}</Notice>}
				{lines?.length === 0 && <p>{t.forwarding.noLine}</p>}
			</div>
			<Lines />
		</>
	)
}

function Lines() {
	const { lines, delays, requestKey, now } = useLoaderData<typeof loader>()
	const refused = useActionData<typeof action>()?.refused
	const t = useMessages(accountMessages)
	return (
		<div className="mt-6 grid gap-6">
			{lines?.map((line) => (
				<ForwardingLine
					key={line.line.id}
					{...line}
					delays={delays}
					requestKey={requestKey}
					now={now}
					refused={
						refused?.lineId === line.line.id
							? { ...refused, message: problemWords(t.forwarding.problems, refused.problem) }
							: null
					}
				/>
			))}
		</div>
	)
}

type ProblemWords = Record<TargetProblem['problem'], (count: number) => string>

function problemWords(words: ProblemWords, target: TargetProblem): string {
	return words[target.problem]('count' in target ? target.count : 0)
}
