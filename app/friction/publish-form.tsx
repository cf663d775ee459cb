import type { SubmissionResult } from '@conform-to/react'
import { accountabilityMessages } from '~/i18n/accountability'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { ErrorSummary, TextArea, TextField } from '~/ui/field'

const TEXTS = ['saidFr', 'doneFr', 'saidEn', 'doneEn'] as const
const PATHS = ['pathFr', 'pathEn'] as const

type Written = Record<(typeof TEXTS)[number], string> & Record<(typeof PATHS)[number], string | null>

/** The words the public reads of a cause: nothing of it is filled in with what customers wrote. */
export function PublishForm({
	written,
	mayPublish,
	reply,
}: {
	written: (Written & { isPublic: boolean }) | null
	mayPublish: boolean
	reply?: SubmissionResult | null
}) {
	const { publish: t } = useMessages(accountabilityMessages)
	const sent = reply?.initialValue as Partial<Record<string, string>> | undefined
	const errorOf = (field: string) => reply?.error?.[field]?.[0] ?? null
	const errors = [...TEXTS, ...PATHS].flatMap((field) => {
		const message = errorOf(field)
		return message ? [{ fieldId: field, message }] : []
	})
	const textOf = (field: keyof Written) => (sent ? sent[field] : written?.[field]) ?? ''
	return (
		<form method="post" className="mt-6 grid gap-5">
			<ErrorSummary title={t.errorTitle} errors={errors} />
			{mayPublish && (
				<>
					{TEXTS.map((field) => (
						<TextArea
							key={field}
							{...{ id: field, name: field, label: t[field], error: errorOf(field), defaultValue: textOf(field) }}
							rows={3}
							maxLength={400}
							lang={field.endsWith('En') ? 'en' : 'fr'}
						/>
					))}
					{PATHS.map((field) => (
						<TextField
							key={field}
							{...{ id: field, name: field, label: t[field], error: errorOf(field), defaultValue: textOf(field) }}
							hint={t.pathHint}
						/>
					))}
				</>
			)}
			<div className="flex flex-wrap gap-3">
				{mayPublish && <Button>{written?.isPublic ? t.update : t.submit}</Button>}
				{written?.isPublic && (
					<Button variant="outline" name="intent" value="withdraw">
						{t.withdraw}
					</Button>
				)}
			</div>
		</form>
	)
}
