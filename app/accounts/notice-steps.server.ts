import { recordFriction, recordStep } from '~/friction/record.server'
import { accountMessages } from '~/i18n/account'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { type NoticeKind, notify } from './cancellation.server'
import type { NoticeInput } from './notice-input.server'
import { type NoticeForm, type NoticeRecap, noticeForm, noticeRecap } from './notice-page.server'
import { recordReview } from './operation-steps.server'

const REFUSALS_THAT_COUNT = 2
/** Where each notice is given. */
export const NOTICE_PATHS = { cancellation: '/resilier', withdrawal: '/retractation' } as const

interface Sender {
	visitId: string
	lang: Lang
	holder: { id: string; firstName: string; lastName: string; email: string } | null
}

export type NoticeStep =
	| {
			step: 'form'
			form: NoticeForm
			values: NoticeInput['values']
			errors: NoticeInput['errors']
			refusals: number
	  }
	| { step: 'recap'; values: NoticeInput['values']; recap: NoticeRecap }
	| { step: 'notified'; reference: string }

/**
 * What a submitted form leads to: back to the form with its mistakes, to the recap, or to the
 * notification. Only the recap carries the key without which nothing is notified.
 */
export async function nextNoticeStep(
	kind: NoticeKind,
	input: NoticeInput,
	{ visitId, lang, holder }: Sender,
	now = new Date(),
): Promise<NoticeStep> {
	const { intent, values, errors, requestKey } = input
	const refused = Object.keys(errors).length > 0
	if (intent === 'correct' || refused) {
		const refusals = refused && intent !== 'correct' ? input.refusals + 1 : input.refusals
		if (refused && intent !== 'correct') await recordRefusal()
		const form = await noticeForm(kind, holder, null, now)
		return { step: 'form', form, values, errors: intent === 'correct' ? {} : errors, refusals }
	}
	if (intent === 'check' || !requestKey) {
		const label = messagesIn(accountMessages, lang).cancel.reviewed[kind]
		await recordReview({ visitId }, { label, path: NOTICE_PATHS[kind] }, now)
		return { step: 'recap', values, recap: await noticeRecap(kind, input, holder, now) }
	}

	const { reference } = await notify({
		kind,
		...values,
		wishedEnd: values.wishedEnd || null,
		requestKey,
		lang,
		visitId,
		now,
	})
	const label = messagesIn(accountMessages, lang).cancel.step[kind]
	await recordStep({ visitId, kind: 'action', label, now })
	return { step: 'notified', reference }

	/** Mending one mistake is ordinary; being refused twice is a failure of the form. */
	async function recordRefusal() {
		const label = messagesIn(accountMessages, lang).cancel.refusedStep[kind]
		await recordStep({ visitId, kind: 'form', label, failed: true, href: NOTICE_PATHS[kind], now })
		if (input.refusals + 1 < REFUSALS_THAT_COUNT) return
		await recordFriction({
			visitId,
			kind: 'form-refused',
			causeKey: `${kind}:${Object.keys(errors).sort().join('+')}`,
			label,
			path: NOTICE_PATHS[kind],
			lang,
			customerId: holder?.id,
			detail: { fields: Object.keys(errors) },
			now,
		})
	}
}
