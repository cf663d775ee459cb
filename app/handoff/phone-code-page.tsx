import { callbackMessages } from '~/i18n/callback'
import { localPath } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import type { PhoneCodeView } from './phone-code-view.server'

/** The number of a callback is proved: a code to type, and every other way on. */
export function PhoneCodePage({ id, title, lead, awaitsCode, problem, sends, askedFrom }: PhoneCodeView) {
	const lang = useLang()
	const messages = useMessages(callbackMessages)
	const { code: t, form } = messages
	const here = localPath(lang, `/rappel/numero/${id}`)
	const back = `${localPath(lang, '/rappel')}?reprendre=${id}`
	const write = `${localPath(lang, '/ecrire')}${askedFrom ? `?depuis=${encodeURIComponent(askedFrom)}` : ''}`
	return (
		<div className="wrap py-6 md:py-10">
			<div className="mx-auto max-w-[41rem]">
				<h1 className="text-h1">{title}</h1>
				{lead && <p className="mt-3 text-body">{lead}</p>}
				<p className="mt-2 text-ink-2 text-small">{t.why}</p>
				{problem && !awaitsCode && (
					<div className="mt-5" role="alert">
						<Notice tone="warn">{problem}</Notice>
					</div>
				)}
				{awaitsCode && (
					<form method="post" action={here} className="mt-7 grid gap-5">
						<TextField
							id="code"
							name="code"
							required
							inputMode="numeric"
							autoComplete="one-time-code"
							className="num"
							label={t.label}
							hint={t.hint}
							error={problem}
						/>
						<div>
							<Button variant="action" className="min-h-14 text-[1.1875rem]">
								{t.submit}
							</Button>
						</div>
					</form>
				)}
				<form method="post" action={here} className="mt-8 grid gap-3">
					{awaitsCode && <p className="font-semibold">{t.notReceived}</p>}
					<div className="flex flex-wrap gap-3">
						{sends.map(({ channel, label }, index) => (
							<Button
								key={channel}
								variant={awaitsCode || index > 0 ? 'outline' : 'action'}
								name="send"
								value={channel}
							>
								{label}
							</Button>
						))}
					</div>
				</form>
				<ul className="mt-8 grid gap-3 border-line border-t pt-5">
					<li>
						<a href={back}>{t.change}</a>
					</li>
					<li>
						{t.known} <a href={`${localPath(lang, '/connexion')}?to=${encodeURIComponent(back)}`}>{t.signIn}</a>
					</li>
					<li>
						<a href={write}>{form.write}</a>
					</li>
				</ul>
			</div>
		</div>
	)
}
