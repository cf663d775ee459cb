import { accountMessages } from '~/i18n/account'
import { formatDate, formatMoney } from '~/i18n/format'
import { type Lang, localPath } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { settings } from '~/settings/settings.server'
import { titleWords } from './change-words'
import { contractReference } from './contract-reference'
import { accountsBackend } from './current-backend.server'
import { type Holding, holdingOfContract, monthlyPrice, sameHolding } from './holding'
import { defineOperation } from './operations.server'
import { type PromisedChange, readPromise } from './promised-change'
import { signedMoney } from './signed-money'

/** Plan and options of a contract, at once or on a day to come. */
export const contractOperation = defineOperation<PromisedChange, Holding>({
	name: 'contract-change',
	page: '/compte',
	parse: readPromise,
	before: ({ before }) => before,
	after: ({ after }) => after,
	same: sameHolding,

	async read({ customerId, objectId }) {
		const contracts = await accountsBackend().contracts(customerId)
		const contract = contracts.ok ? contracts.value.find(({ id }) => id === objectId) : undefined
		return contract && holdingOfContract(contract)
	},

	write({ customerId, objectId: subscriptionId, changeId, takesBack, from, to, asked }) {
		if (takesBack) return accountsBackend().undoHolding({ customerId, subscriptionId, key: takesBack })
		const { beginsAt: at, lines } = asked
		const change = { customerId, subscriptionId, key: changeId, expected: from, after: to, at, lines }
		return accountsBackend().changeHolding(change)
	},

	canUndo: ({ begin, physical }) => begin.when === 'now' && !physical,

	words({ title }, lang) {
		const t = messagesIn(accountMessages, lang).plan
		return { done: titleWords(title, t, lang), failed: t.failedStep }
	},

	async mail({ changeId, objectId, takesBack, asked, from, to }, { kind, lang, ...mail }) {
		const { timeZone, currency } = settings()
		const t = messagesIn(accountMessages, lang).plan
		const money = (cents: number) => formatMoney(lang, cents, currency)
		const title = titleWords(asked.title, t, lang)
		const beginsOn = formatDate(lang, asked.beginsAt, timeZone)
		return {
			subject: t.mailSubject[kind](title, mail.reference),
			body: t.mailBody({
				...mail,
				said: t.mailSaid[kind](beginsOn),
				title,
				contract: contractReference(objectId),
				before: money(monthlyPrice(from)),
				after: money(monthlyPrice(to)),
				lines: kind === 'done' || kind === 'planned' ? billed(asked, lang, currency) : [],
				total: signedMoney(lang, asked.onNextBillCents, currency),
				undo: kind === 'planned' ? t.undoUntilBegin(beginsOn) : mail.undoUntil && t.mailUndo(mail.undoUntil),
				link: `${mail.publicUrl}${localPath(lang, `/compte/operations/${takesBack ?? changeId}`)}`,
			}),
		}
	},
})

function billed({ lines }: PromisedChange, lang: Lang, currency: string): string[] {
	return lines.map((line) => `${line.label} : ${signedMoney(lang, line.amountCents, currency)}`)
}
