import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { getVisitor, notFound } from '~/auth/guards.server'
import { listStaff } from '~/auth/people.server'
import { environment } from '~/env.server'
import { ownersOfBrowsers } from '~/handoff/handsets.server'
import { formatPhone, formatTime } from '~/i18n/format'
import type { Lang } from '~/i18n/language'
import { messagesIn } from '~/i18n/messages'
import { telephoneMessages } from '~/i18n/telephone'
import { settings } from '~/settings/settings.server'
import { listSimulatedCalls, listSimulatedMessages } from '~/telephony/simulator/calls.server'
import { addFault, type Fault, listFaults } from '~/telephony/simulator/faults'
import { type Act, act, isAutomatic, setAutomatic } from '~/telephony/simulator/playing.server'
import { readTape } from '~/telephony/simulator/tape.server'
import { TelephonePage } from '~/telephony/simulator/telephone-page'

export const handle = { surface: 'customer', dock: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: data?.title },
	{ name: 'robots', content: 'noindex' },
]

const REFRESH_MS = 1_000
const LIVE = ['queued', 'ringing', 'in-progress']
const FAULTS: Fault[] = ['drop', 'double', 'reorder', 'refuse', 'lose-answer']

/** The telephones of the demo; they do not exist outside it. */
export async function loader({ request }: LoaderFunctionArgs) {
	onlyInTheDemo()
	const { lang } = await getVisitor(request)
	const t = messagesIn(telephoneMessages, lang)
	const { brand, country } = settings()
	const [calls, texts, staff] = await Promise.all([listSimulatedCalls(), listSimulatedMessages(), listStaff()])
	const browsers = await ownersOfBrowsers(calls.flatMap(({ to, from }) => [to, from]))
	const isStaff = (address: string) => browsers.has(address) || staff.some((person) => person.phone === address)
	const phone = (address: string) => {
		const owner = staff.find(({ id }) => id === browsers.get(address))
		return owner ? t.browserOf(owner.name) : formatPhone(address, country)
	}
	const views = calls.map((call) => ({
		...{
			sid: call.sid,
			// A code is read to a customer on a call of its own.
			atCustomers: call.parentSid !== null || !isStaff(call.to),
			status: call.status,
			heard: call.heard,
			awaitsKey: call.awaitsKey,
			seconds: call.seconds,
		},
		...{ from: phone(call.from), to: phone(call.to), state: t.status[call.status], time: clock(lang, call.createdAt) },
	}))
	return {
		title: `${t.title} · ${brand.name}`,
		automatic: isAutomatic(),
		advisor: views.filter(({ atCustomers, status }) => !atCustomers && LIVE.includes(status)),
		customer: views.filter(({ atCustomers, status }) => atCustomers && LIVE.includes(status)),
		past: views.filter(({ status }) => !LIVE.includes(status)).slice(0, 8),
		texts: texts.map(({ sid, toNumber, body, createdAt }) => ({
			sid,
			to: phone(toNumber),
			body,
			time: clock(lang, createdAt),
		})),
		tape: readTape().map(({ id, at, path, what, answer, document }) => ({
			id,
			path,
			what,
			answer,
			document,
			time: clock(lang, at, true),
		})),
		faults: FAULTS.map((fault) => ({ fault, waiting: listFaults().filter((one) => one === fault).length })),
	}
}

export async function action({ request }: ActionFunctionArgs) {
	onlyInTheDemo()
	const form = await request.formData()
	const value = (name: string) => String(form.get(name) ?? '')
	const fault = FAULTS.find((one) => one === value('fault'))
	if (fault) addFault(fault)
	else if (form.has('automatic')) setAutomatic(value('automatic') === 'on')
	else if (form.has('key')) await act(value('sid'), { key: value('key').slice(0, 1) })
	else if (['answer', 'refuse', 'leave', 'hang-up'].includes(value('act'))) await act(value('sid'), value('act') as Act)
	return redirect('/dev/telephone', 303)
}

function onlyInTheDemo(): void {
	const { DEMO, telephony } = environment()
	if (!DEMO || telephony !== 'simulator') throw notFound()
}

function clock(lang: Lang, at: Date, withSeconds = false): string {
	const time = formatTime(lang, at, settings().timeZone)
	return withSeconds ? `${time} ${String(at.getUTCSeconds()).padStart(2, '0')}` : time
}

export default function Telephones() {
	const page = useLoaderData<typeof loader>()
	const { revalidate, state } = useRevalidator()
	useEffect(() => {
		const timer = setInterval(
			() => state === 'idle' && document.visibilityState === 'visible' && revalidate(),
			REFRESH_MS,
		)
		return () => clearInterval(timer)
	}, [revalidate, state])
	return <TelephonePage {...page} />
}
