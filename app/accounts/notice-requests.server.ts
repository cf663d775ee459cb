import { getVisitor } from '~/auth/guards.server'
import { limit } from '~/auth/limits.server'
import { accountMessages } from '~/i18n/account'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'
import { findNotice, type Notice, type NoticeKind } from './cancellation.server'
import { readNotice } from './notice-input.server'
import { noticeForm } from './notice-page.server'
import { NOTICE_PATHS, type NoticeStep, nextNoticeStep } from './notice-steps.server'

/** What the page of a cancellation or a withdrawal shows first, with or without an account. */
export async function readNoticePage(kind: NoticeKind, request: Request) {
	const { customer, lang } = await getVisitor(request)
	const t = messagesIn(accountMessages, lang).cancel
	return {
		title: `${kind === 'cancellation' ? t.title : t.withdrawTitle} · ${settings().brand.name}`,
		form: await noticeForm(kind, customer, new URL(request.url).searchParams.get('contrat')),
		isSignedIn: customer !== null,
	}
}

/**
 * What the sent form leads to; a notification to the address of its acknowledgement.
 *
 * @returns `null` for a form that no page of ours sends
 */
export async function sendNotice(
	kind: NoticeKind,
	request: Request,
): Promise<{ to: string } | { shown: Exclude<NoticeStep, { step: 'notified' }>; status: 200 | 400 } | null> {
	const { customer, person, visitId, lang } = await getVisitor(request)
	await limit('account', request, person?.id)
	const input = readNotice(await request.formData())
	if (!input) return null
	const next = await nextNoticeStep(kind, input, { visitId, lang, holder: customer })
	if (next.step === 'notified') return { to: acknowledgementPath(kind, next.reference, lang) }
	const refused = next.step === 'form' && Object.keys(next.errors).length > 0
	return { shown: next, status: refused ? 400 : 200 }
}

/** What was typed and when: whether a contract was found changes nothing in it. `null` for no such notice. */
export async function readAcknowledgement(kind: NoticeKind, reference: string, request: Request) {
	const [{ lang }, notice] = await Promise.all([getVisitor(request), findNotice(reference)])
	if (notice?.kind !== kind) return null
	const t = messagesIn(accountMessages, lang).cancel
	return {
		title: `${kind === 'cancellation' ? t.ackTitle : t.ackWithdrawalTitle} · ${settings().brand.name}`,
		received: receivedOf(notice),
		notice,
	}
}

function receivedOf({ reference, lastName, contractReference, email, at }: Notice) {
	return { reference, lastName, contract: contractReference, email, receivedAt: at }
}

function acknowledgementPath(kind: NoticeKind, reference: string, lang: Lang): string {
	return localPath(lang, `${NOTICE_PATHS[kind]}/accuse/${reference}`)
}
