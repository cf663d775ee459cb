import { localPath } from '~/i18n/language'
import { paymentMethodMessages } from '~/i18n/payment-method'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Button, LinkButton } from '~/ui/button'
import { ErrorSummary, TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import type { BankAccountProblem } from './bank-account'

/** What stands in the way of an account that was typed. */
export interface BankAccountRefusal {
	holder?: boolean
	/** The number, or what the payment company says of it. */
	account?: BankAccountProblem | 'account-closed' | 'refused'
	service?: 'unavailable' | 'no-provider'
}

/** What goes from the form to the review and back. */
export interface TypedAccount {
	holder: string
	iban: string
	requestKey: string
}

/** Whose account, and its number; nothing else is asked. */
export function BankAccountForm({ typed, refusal }: { typed: TypedAccount; refusal: BankAccountRefusal }) {
	const t = useMessages(paymentMethodMessages).form
	const lang = useLang()
	const holder = refusal.holder ? t.holderMissing : undefined
	const iban = refusal.account ? t.problems[refusal.account] : undefined
	const page = localPath(lang, '/compte/paiement/compte')
	return (
		<>
			<h1 className="mt-3 text-h1">{t.title}</h1>
			<form method="post" className="mt-6 grid max-w-[34rem] gap-6" noValidate>
				<ErrorSummary
					title={t.refused}
					errors={[
						...(holder ? [{ fieldId: 'holder', message: holder }] : []),
						...(iban ? [{ fieldId: 'iban', message: iban }] : []),
					]}
				/>
				{refusal.service && (
					<Notice tone="warn" live>
						{t[refusal.service]}
					</Notice>
				)}
				<input type="hidden" name="requestKey" value={typed.requestKey} />
				<TextField
					id="holder"
					name="holder"
					label={t.holder}
					error={holder}
					autoComplete="name"
					maxLength={70}
					defaultValue={typed.holder}
				/>
				<TextField
					id="iban"
					name="iban"
					label={t.iban}
					hint={t.ibanHint}
					error={iban}
					autoComplete="off"
					autoCapitalize="characters"
					spellCheck={false}
					defaultValue={typed.iban}
				/>
				<p className="text-small text-ink-2">{t.privacy}</p>
				<p className="flex flex-wrap items-center gap-x-6 gap-y-3">
					<Button name="intent" value="check">
						{t.next}
					</Button>
					{(refusal.account || refusal.service) && (
						<LinkButton
							variant="human"
							href={`${localPath(lang, '/ecrire')}?motif=facture&depuis=${encodeURIComponent(page)}`}
						>
							{t.ask}
						</LinkButton>
					)}
				</p>
			</form>
		</>
	)
}
