import { Form } from '@remix-run/react'
import { Phone, PhoneOff, Voicemail } from 'lucide-react'
import { telephoneMessages } from '~/i18n/telephone'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Tag } from '~/ui/tag'
import type { CallStatus } from '../carrier'
import type { Fault } from './faults'

interface CallView {
	sid: string
	status: CallStatus
	state: string
	from: string
	to: string
	time: string
	heard: string[]
	awaitsKey: boolean
	seconds: number | null
}

interface Page {
	automatic: boolean
	advisor: CallView[]
	customer: CallView[]
	past: CallView[]
	texts: { sid: string; to: string; body: string; time: string }[]
	tape: { id: number; time: string; path: string; what: string; answer: number | null; document: string | null }[]
	faults: { fault: Fault; waiting: number }[]
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

/** Two handsets side by side, the SMS they received, and the tape of the wire. */
export function TelephonePage({ automatic, advisor, customer, past, texts, tape, faults }: Page) {
	const t = useMessages(telephoneMessages)
	return (
		<div className="wrap py-8 md:py-12">
			<h1 className="text-h1">{t.title}</h1>
			<p className="mt-2 max-w-[46rem] text-ink-2">{t.intro}</p>
			<noscript>
				<meta httpEquiv="refresh" content="3" />
			</noscript>
			<section aria-labelledby="auto" className="card mt-6 flex flex-wrap items-center justify-between gap-4 p-5">
				<div>
					<h2 id="auto" className="text-h3">
						{t.automatic}
					</h2>
					<p role="status" className="mt-1 text-ink-2 text-small">
						{automatic ? t.automaticOn : t.automaticOff}
					</p>
				</div>
				<Form method="post" preventScrollReset>
					<Button variant="outline" name="automatic" value={automatic ? 'off' : 'on'}>
						{automatic ? t.turnOff : t.turnOn}
					</Button>
				</Form>
			</section>

			<div className="mt-6 grid gap-6 md:grid-cols-2">
				<Handset id="conseiller" title={t.advisorPhone} calls={advisor} />
				<Handset id="client" title={t.customerPhone} calls={customer} />
			</div>

			<div className="mt-10 grid gap-10 lg:grid-cols-2">
				<section aria-labelledby="sms">
					<h2 id="sms" className="text-h2">
						{t.texts}
					</h2>
					{texts.length === 0 && <p className="mt-3 text-ink-2">{t.noTexts}</p>}
					<ol className="mt-3 grid gap-3">
						{texts.map(({ sid, to, body, time }) => (
							<li key={sid}>
								<p className="num text-ink-2 text-meta">
									{t.to(to)} · {time}
								</p>
								<p className="bubble bubble-them mt-1">
									<Linked text={body} />
								</p>
							</li>
						))}
					</ol>
				</section>
				<section aria-labelledby="passe">
					<h2 id="passe" className="text-h2">
						{t.past}
					</h2>
					{past.length === 0 && <p className="mt-3 text-ink-2">{t.noPast}</p>}
					<ul className="mt-3 border-line border-t empty:hidden">
						{past.map((call) => (
							<li
								key={call.sid}
								className="flex flex-wrap items-baseline justify-between gap-3 border-line border-b py-2 text-small"
							>
								<span className="num">
									{call.time} · {call.to}
								</span>
								<span className="text-ink-2">
									{call.state}
									{call.seconds !== null && ` · ${t.seconds(call.seconds)}`}
								</span>
								{call.heard.length > 0 && <span className="basis-full text-mini">{call.heard.join(' ')}</span>}
							</li>
						))}
					</ul>
					<h2 className="mt-8 text-h3">{t.faults}</h2>
					<Form method="post" preventScrollReset className="mt-3 flex flex-wrap gap-2">
						{faults.map(({ fault, waiting }) => (
							<Button key={fault} variant="outline" small name="fault" value={fault}>
								{t.fault[fault]}
								{waiting > 0 && ` (${t.faultsWaiting(waiting)})`}
							</Button>
						))}
					</Form>
				</section>
			</div>

			<section aria-labelledby="bande" className="mt-10">
				<h2 id="bande" className="text-h2">
					{t.tape}
				</h2>
				{tape.length === 0 ? (
					<p className="mt-3 text-ink-2">{t.noTape}</p>
				) : (
					<table className="table mt-3 table-fixed text-small">
						<thead>
							<tr>
								<th scope="col">{t.tapeTime}</th>
								<th scope="col">{t.tapeWebhook}</th>
								<th scope="col">{t.tapeWhat}</th>
								<th scope="col">{t.tapeAnswer}</th>
							</tr>
						</thead>
						<tbody>
							{tape.map(({ id, time, path, what, answer, document }) => (
								<tr key={id}>
									<td className="num">{time}</td>
									<td className="break-all">{path.replace('/webhooks/telephony/', '')}</td>
									<td>{what}</td>
									<td>
										{answer ?? '—'}
										{document && (
											<details>
												<summary>{t.document}</summary>
												<pre className="whitespace-pre-wrap break-all font-code text-mini">{document}</pre>
											</details>
										)}
									</td>
								</tr>
							))}
						</tbody>
					</table>
				)}
			</section>
		</div>
	)
}

function Handset({ id, title, calls }: { id: string; title: string; calls: CallView[] }) {
	const t = useMessages(telephoneMessages)
	return (
		<section aria-labelledby={id} className="card border-stroke p-5 md:p-7">
			<h2 id={id} className="text-h3">
				{title}
			</h2>
			<div role="status">{calls.length === 0 && <p className="mt-3 text-ink-2">{t.quiet}</p>}</div>
			{calls.map((call) => (
				<Form key={call.sid} method="post" preventScrollReset className="mt-4 grid gap-4 border-line border-t pt-4">
					<input type="hidden" name="sid" value={call.sid} />
					<p role="status" className="flex flex-wrap items-center gap-3">
						<Tag tone={call.status === 'in-progress' ? 'ok' : 'human'} icon={Phone}>
							{call.state}
						</Tag>
						<span className="num">{t.callFrom(call.from, call.to)}</span>
					</p>
					{call.heard.length > 0 && (
						<div>
							<p className="text-ink-2 text-meta">{t.heard}</p>
							<p className="bubble bubble-them mt-1">{call.heard.join(' ')}</p>
						</div>
					)}
					<div className="flex flex-wrap gap-2">
						{call.status === 'ringing' && (
							<>
								<Button variant="action" name="act" value="answer">
									<Phone className="icon" aria-hidden="true" /> {t.answer}
								</Button>
								<Button variant="outline" name="act" value="refuse">
									<PhoneOff className="icon" aria-hidden="true" /> {t.refuse}
								</Button>
								<Button variant="outline" name="act" value="leave">
									<Voicemail className="icon" aria-hidden="true" /> {t.leave}
								</Button>
							</>
						)}
						{call.status === 'in-progress' && (
							<Button variant="outline" name="act" value="hang-up">
								<PhoneOff className="icon" aria-hidden="true" /> {t.hangUp}
							</Button>
						)}
					</div>
					{call.awaitsKey && (
						<fieldset>
							<legend className="text-ink-2 text-meta">{t.keypad}</legend>
							<div className="mt-2 grid max-w-[14rem] grid-cols-3 gap-2">
								{KEYS.map((sign) => (
									<Button key={sign} variant="outline" name="key" value={sign} aria-label={t.key(sign)}>
										{sign}
									</Button>
								))}
							</div>
						</fieldset>
					)}
				</Form>
			))}
		</section>
	)
}

/** The links of an SMS can be followed. */
function Linked({ text }: { text: string }) {
	const parts = text.split(/(https?:\/\/\S+)/)
	return (
		<>
			{parts.map((part) =>
				part.startsWith('http') ? (
					<a key={part} href={part} className="break-all">
						{part}
					</a>
				) : (
					part
				),
			)}
		</>
	)
}
