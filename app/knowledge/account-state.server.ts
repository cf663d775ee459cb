import { listForwardings } from '~/accounts/forwarding.server'
import { listInvoices } from '~/accounts/invoices.server'
import { formatMoney, formatMonth, formatPhone } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { searchMessages } from '~/i18n/search'
import { settings } from '~/settings/settings.server'

const MOST_LINES = 3

/**
 * What the signed-in customer's own account says about a thing to do, in ready sentences: beside
 * « Renvoyer mes appels », whether they are forwarded now. `[]` when there is nothing to say or the
 * account cannot be read.
 */
export async function accountState(actionId: string, customerId: string, lang: Lang): Promise<string[]> {
	if (actionId === 'forwarding') return forwardingState(customerId, lang)
	return actionId === 'invoices' ? invoiceState(customerId, lang) : []
}

async function forwardingState(customerId: string, lang: Lang): Promise<string[]> {
	const t = messagesIn(searchMessages, lang).account
	const { country } = settings()
	const lines = (await listForwardings(customerId)) ?? []
	return lines.slice(0, MOST_LINES).map(({ line, rules }) => {
		const number = formatPhone(line.number, country)
		const active = rules.find(({ state }) => state?.active)?.state
		return active ? t.forwarded(number, formatPhone(active.target, country)) : t.noForwarding(number)
	})
}

async function invoiceState(customerId: string, lang: Lang): Promise<string[]> {
	const t = messagesIn(searchMessages, lang).account
	const { timeZone, currency } = settings()
	const [invoice] = (await listInvoices(customerId, 1)) ?? []
	if (!invoice) return []
	const amount = formatMoney(lang, invoice.totalCents, currency)
	return [`${t.lastInvoice(formatMonth(lang, invoice.period, timeZone), amount)} · ${t.states[invoice.state]}`]
}
