import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { AskedMove } from '~/accounts/asked-move'
import { findContract } from '~/accounts/contract-review.server'
import { askMove, findMove, moveDays, obstacleToMoving, withdrawMove } from '~/accounts/moves.server'
import { MovingForm } from '~/accounts/moving-form'
import { type MoveErrors, moveErrors } from '~/accounts/moving-input'
import { MovingReview } from '~/accounts/moving-review'
import { recordReview } from '~/accounts/operation-steps.server'
import { notFound, requireCustomer } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { recordFriction, recordStep } from '~/friction/record.server'
import { accountMessages } from '~/i18n/account'
import { localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { movingMessages } from '~/i18n/moving'
import { useLang, useMessages } from '~/i18n/use-messages'
import { settings } from '~/settings/settings.server'
import { LinkButton } from '~/ui/button'
import { Notice } from '~/ui/notice'

export const handle = { surface: 'customer', hydrate: false, nav: 'compte' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
	{ title: page?.title },
	{ name: 'robots', content: 'noindex' },
]

const REFUSALS_THAT_COUNT = 2
const EMPTY = { street: '', postcode: '', city: '', day: '' }

const words = (longest: number) =>
	z
		.string()
		.max(longest)
		.default('')
		.transform((text) => text.trim().replace(/\s+/g, ' '))
const Asked = z.discriminatedUnion('intent', [
	z.object({ intent: z.literal('withdraw') }),
	z.object({
		intent: z.enum(['check', 'correct', 'ask']),
		...{ street: words(120), postcode: words(10), city: words(60), day: words(10) },
		requestKey: z.uuid(),
		refusals: z.coerce.number().int().min(0).max(99).default(0),
	}),
])

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { customer, lang } = await requireCustomer(request)
	const title = `${messagesIn(movingMessages, lang).title} · ${settings().brand.name}`
	const found = await findContract(customer.id, params.reference ?? '')
	if (!found.ok && found.reason === 'missing') throw notFound()
	const shown = { title, days: moveDays(), requestKey: randomUUID() }
	if (!found.ok) return data({ ...shown, contract: null }, { status: 503 })
	const { searchParams } = new URL(request.url)
	const { contract } = found
	const move = await findMove(customer.id, contract.id)
	return data({
		...shown,
		contract: { label: contract.label, obstacle: obstacleToMoving(contract) },
		move: searchParams.has('autre') && move?.state !== 'asked' ? null : move,
		news: (['fait', 'retire', 'trop-tard', 'deja'] as const).find((one) => searchParams.has(one)) ?? null,
	})
}

export async function action({ request, params }: ActionFunctionArgs) {
	const { customer, person, visitId, lang } = await requireCustomer(request)
	await limit('account', request, person.id)
	const submission = parseWithZod(await request.formData(), { schema: Asked })
	if (submission.status !== 'success') throw new Response(null, { status: 400 })
	const asked = submission.value
	const t = messagesIn(movingMessages, lang)
	const reference = params.reference ?? ''
	const page = `/compte/contrats/${reference}/demenagement`
	const found = await findContract(customer.id, reference)
	if (!found.ok && found.reason === 'missing') throw notFound()
	if (!found.ok) {
		await recordStep({ visitId, kind: 'action', label: t.failedStep, failed: true, href: page })
		await recordFriction({
			...{ visitId, kind: 'action-failed', causeKey: 'move:unavailable', label: t.failedStep, path: page, lang },
			...{ customerId: customer.id, detail: { reason: found.reason } },
		})
		return redirect(localPath(lang, page), 303)
	}
	const { contract } = found
	if (asked.intent === 'withdraw') {
		const outcome = await withdrawMove(customer.id, contract.id)
		if (outcome === 'missing') throw notFound()
		if (outcome === 'withdrawn') await recordStep({ visitId, kind: 'action', label: t.stepWithdrawn })
		return redirect(`${localPath(lang, page)}?${outcome === 'withdrawn' ? 'retire' : 'trop-tard'}=1`, 303)
	}
	if (obstacleToMoving(contract)) return redirect(localPath(lang, page), 303)

	const { intent, requestKey, refusals, ...values } = asked
	const errors = moveErrors(values, { from: contract.label, days: moveDays() })
	if (intent === 'correct') return data({ values, errors: {} as MoveErrors, refusals, review: false })
	if (Object.keys(errors).length > 0) {
		await recordRefusal(Object.keys(errors), refusals + 1)
		return data({ values, errors, refusals: refusals + 1, review: false }, { status: 400 })
	}
	if (intent === 'check') {
		await recordReview({ visitId }, { label: t.title, path: page })
		return data({ values, errors: {} as MoveErrors, refusals, review: true })
	}
	const outcome = await askMove({ customerId: customer.id, contract, values, requestKey, lang })
	if (!outcome.ok) return redirect(localPath(lang, page), 303)
	if (!outcome.existing) await recordStep({ visitId, kind: 'action', label: t.step })
	return redirect(`${localPath(lang, page)}?${outcome.existing ? 'deja' : 'fait'}=1`, 303)

	/** Mending one mistake is ordinary; being refused twice is a failure of the form. */
	async function recordRefusal(fields: string[], times: number) {
		await recordStep({ visitId, kind: 'form', label: t.refusedStep, failed: true, href: page })
		if (times < REFUSALS_THAT_COUNT) return
		await recordFriction({
			...{ visitId, kind: 'form-refused', causeKey: `move:${fields.sort().join('+')}`, label: t.refusedStep },
			...{ path: page, lang, customerId: customer.id, detail: { fields, times } },
		})
	}
}

export default function MovingPage() {
	const page = useLoaderData<typeof loader>()
	const sent = useActionData<typeof action>()
	const t = useMessages(movingMessages)
	const lang = useLang()
	return (
		<div className="wrap max-w-[52rem] pt-8 pb-14 md:pt-12">
			<p className="text-small">
				<a href={localPath(lang, '/compte')}>{useMessages(accountMessages).back}</a>
			</p>
			<h1 className="mt-3 text-h1">{sent?.review ? t.review.title : t.title}</h1>
			{!page.contract ? (
				<div className="mt-6">
					<Notice tone="warn">{t.unavailable}</Notice>
				</div>
			) : sent?.review ? (
				<MovingReview from={page.contract.label} values={sent.values} requestKey={page.requestKey} />
			) : (
				<Request />
			)}
		</div>
	)
}

function Request() {
	const page = useLoaderData<typeof loader>()
	const sent = useActionData<typeof action>()
	const t = useMessages(movingMessages)
	const lang = useLang()
	if (!page.contract) return null
	const { obstacle, label } = page.contract
	const news = { fait: t.asked, retire: t.withdrawn, 'trop-tard': t.tooLate, deja: t.already }
	return (
		<>
			<p className="mt-3 text-lead">{t.lead}</p>
			{page.news && (
				<div className="mt-6">
					<Notice tone={page.news === 'trop-tard' ? 'warn' : 'ok'} live>
						{news[page.news]}
					</Notice>
				</div>
			)}
			{page.move && !sent && <AskedMove move={page.move} />}
			{obstacle ? (
				<div className="mt-6">
					<Notice>{obstacle === 'ending' ? t.ending : t.notHere}</Notice>
				</div>
			) : page.move && !sent ? (
				page.move.state !== 'asked' && (
					<p className="mt-6">
						<a href="?autre=1">{t.again}</a>
					</p>
				)
			) : (
				<MovingForm
					{...{ from: label, days: page.days, requestKey: page.requestKey }}
					{...{ values: sent?.values ?? EMPTY, errors: sent?.errors ?? {}, refusals: sent?.refusals ?? 0 }}
				/>
			)}
			<p className="mt-8">
				<LinkButton variant="outline" href={`${localPath(lang, '/ecrire')}?motif=contract`}>
					{t.ask}
				</LinkButton>
			</p>
		</>
	)
}
