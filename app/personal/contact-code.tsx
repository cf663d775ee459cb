import { localPath } from '~/i18n/language'
import { personalMessages } from '~/i18n/personal'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'

type Way = 'email' | 'sms' | 'voice'

interface ContactCodeProps {
	field: 'email' | 'phone'
	/** The new address or number, readable. */
	to: string
	awaitsCode: boolean
	channel: Way | null
	/** Ways to get a code now, the best first. */
	ways: Way[]
	problem: string | null
}

/** A code sent to a new address or number is typed; every other way on stands below. */
export function ContactCode({ field, to, awaitsCode, channel, ways, problem }: ContactCodeProps) {
	const t = useMessages(personalMessages).code
	const lang = useLang()
	return (
		<>
			<h1 className="mt-3 text-h1">{t.title[field]}</h1>
			<p className="mt-3 break-words text-body">{awaitsCode && channel ? t.sent[channel](to) : t.toSend(to)}</p>
			<p className="mt-2 text-small text-ink-2">{t.unchanged}</p>
			{problem && !awaitsCode && (
				<div className="mt-5" role="alert">
					<Notice tone="warn">{problem}</Notice>
				</div>
			)}
			{awaitsCode && (
				<form method="post" action="?" className="mt-7 grid gap-5">
					<TextField
						id="code"
						name="code"
						inputMode="numeric"
						autoComplete="one-time-code"
						className="num"
						label={t.label}
						hint={t.hint}
						error={problem}
					/>
					<label className="choice">
						<input type="checkbox" name="others" value="yes" />
						<span>
							{t.endOthers}
							<span className="block text-small text-ink-2">{t.endOthersHint}</span>
						</span>
					</label>
					<Button className="justify-self-start">{t.submit}</Button>
				</form>
			)}
			<form method="post" action="?" className="mt-8 grid gap-3">
				{awaitsCode && <p className="font-semibold">{t.again}</p>}
				<div className="flex flex-wrap gap-3">
					{ways.map((way, index) => (
						<Button key={way} variant={awaitsCode || index > 0 ? 'outline' : 'action'} name="send" value={way}>
							{t.send[way]}
						</Button>
					))}
				</div>
			</form>
			<ul className="mt-8 grid gap-3 border-line border-t pt-5">
				{problem && (
					<li>
						{t.stuck} <a href={`${localPath(lang, '/ecrire')}?depuis=/compte/donnees`}>{t.write}</a>
					</li>
				)}
				<li>
					<a href={localPath(lang, '/compte/donnees')}>{t.other}</a>
				</li>
			</ul>
		</>
	)
}
