import { Link, useLocation } from '@remix-run/react'
import { ChevronDown, Headset, Mic, MicOff, Phone, PhoneForwarded, PhoneOff } from 'lucide-react'
import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import { softphoneMessages } from '~/i18n/softphone'
import { useMessages } from '~/i18n/use-messages'
import { Notice } from '~/ui/notice'
import { Tag } from '~/ui/tag'
import {
	allowMicrophone,
	chooseHandset,
	hangUp,
	microphoneWished,
	muteCall,
	pressKey,
	readSoftphone,
	refreshSoftphone,
	type Softphone,
	sendSoundTo,
	softphoneOnServer,
	watchSoftphone,
	wishMicrophone,
} from './softphone-state'

/**
 * Where the advisor's calls ring, and the call that rings or goes on in this browser.
 *
 * @param onlyCalls - nothing is shown while there is no call
 */
export function SoftphonePanel({ onlyCalls = false }: { onlyCalls?: boolean }) {
	const softphone = useSyncExternalStore(watchSoftphone, readSoftphone, softphoneOnServer)
	useEffect(() => void refreshSoftphone(), [])
	if (!softphone.handset) return null
	const { call, offered } = softphone
	const isTaken = call?.open && (offered?.stage === 'calling' || offered?.stage === 'talking')
	return (
		<>
			{isTaken ? <TakenCall softphone={softphone} /> : !onlyCalls && <WhereCallsRing softphone={softphone} />}
			{call && !isTaken && <RingingCall softphone={softphone} />}
		</>
	)
}

function WhereCallsRing({ softphone: { handset, status, trouble, choosesSpeaker } }: { softphone: Softphone }) {
	const t = useMessages(softphoneMessages)
	const name = useId()
	if (!handset) return null
	const { choice, telephone } = handset
	const isBrowser = choice === 'browser'
	const awaits = telephone ? t.atTelephone(telephone) : t.atNothing
	return (
		<div className="flex flex-wrap items-center gap-x-4 gap-y-2 md:ml-auto">
			<fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1">
				<legend className="float-left mr-4 text-mini text-ink-2">{t.where}</legend>
				{(['telephone', 'browser'] as const).map((one) => (
					<label key={one} className="check min-h-10 items-center">
						<input
							type="radio"
							name={name}
							checked={choice === one}
							disabled={one === 'telephone' && !telephone}
							onChange={() => void chooseHandset(one)}
						/>
						<span className="num">
							{one === 'browser' ? t.browser : telephone ? t.telephone(telephone) : t.noTelephone}
						</span>
					</label>
				))}
			</fieldset>
			<span role="status">
				{isBrowser && status !== 'off' && !trouble && (
					<Tag tone={status === 'ready' ? 'ok' : undefined} icon={Headset}>
						{t.status[status]}
					</Tag>
				)}
			</span>
			{isBrowser && status === 'ready' && <Devices choosesSpeaker={choosesSpeaker} />}
			<div role="status" className="basis-full empty:hidden">
				{isBrowser && trouble && trouble !== 'not-heard' && (
					<Notice tone="warn">
						<p>
							{t.trouble[trouble]} {awaits}
						</p>
						{trouble === 'microphone-ask' && (
							<button type="button" className="btn btn-action mt-2" onClick={() => void allowMicrophone()}>
								{t.allow}
							</button>
						)}
					</Notice>
				)}
			</div>
		</div>
	)
}

/** Rings over the page. Whoever is writing is told and not interrupted; F2 leads here. */
function RingingCall({ softphone: { call, offered, trouble } }: { softphone: Softphone }) {
	const t = useMessages(softphoneMessages)
	const title = useId()
	const box = useRef<HTMLDivElement>(null)
	const [isSure, setSure] = useState(false)
	const name = offered ? t.ringing(offered.firstName) : t.someCall
	useFocusOfCall(box)
	useTitleWhileRinging(name)
	const wanted = call?.wanted
	return (
		<>
			<p role="alert" className="sr-only">
				{offered && t.announce(offered.firstName, offered.reason)}
			</p>
			<div
				ref={box}
				role="dialog"
				aria-labelledby={title}
				tabIndex={-1}
				className="fixed inset-x-2 top-2 z-40 grid gap-4 rounded-3 border-[1.5px] border-stroke bg-human-soft p-5 text-ink [box-shadow:var(--overlay-shadow)] sm:left-auto sm:right-4 sm:top-16 sm:w-[26rem]"
			>
				<div>
					<h2 id={title} className="text-h2">
						{name}
					</h2>
					{offered && <p className="mt-1">{t.reason(offered.reason)}</p>}
				</div>
				<div role="status" className="empty:hidden">
					{wanted && <p className="font-semibold">{t.wait[wanted]}</p>}
					{trouble && trouble !== 'microphone-ask' && <p className="font-semibold">{t.trouble[trouble]}</p>}
				</div>
				{!wanted && !isSure && (
					<>
						<div className="flex flex-wrap gap-3">
							<button type="button" className="btn btn-action flex-1" onClick={() => pressKey('1')}>
								<Phone className="icon" aria-hidden="true" /> {t.take}
							</button>
							<button type="button" className="btn btn-outline" onClick={() => pressKey('2')}>
								<PhoneForwarded className="icon" aria-hidden="true" /> {t.pass}
							</button>
						</div>
						<div className="flex flex-wrap items-center justify-between gap-x-3">
							<button type="button" className="btn btn-quiet -ml-3.5" onClick={() => setSure(true)}>
								{t.notMe}
							</button>
							<span className="text-mini text-ink-2 max-sm:hidden">{t.shortcut}</span>
						</div>
					</>
				)}
				{!wanted && isSure && (
					<fieldset>
						<legend className="font-semibold">{t.notMeSure}</legend>
						<div className="mt-3 flex flex-wrap gap-3">
							<button type="button" className="btn btn-outline" onClick={() => setSure(false)}>
								{t.notMeNo}
							</button>
							<button type="button" className="btn btn-ink" onClick={() => pressKey('9')}>
								{t.notMeYes}
							</button>
						</div>
					</fieldset>
				)}
				{wanted && call?.open && (
					<button type="button" className="btn btn-outline justify-self-start" onClick={hangUp}>
						<PhoneOff className="icon" aria-hidden="true" /> {t.hangUp}
					</button>
				)}
			</div>
		</>
	)
}

function TakenCall({ softphone: { call, offered } }: { softphone: Softphone }) {
	const t = useMessages(softphoneMessages)
	const { pathname } = useLocation()
	if (!call || !offered) return null
	const { firstName, callbackId, password, stage } = offered
	const file = `/desk/callbacks/${callbackId}`
	const isOnFile = pathname === file
	return (
		<section aria-label={t.panel} className="flex flex-wrap items-center gap-2 md:ml-auto">
			<p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1">
				<Tag tone="human" icon={Phone}>
					{stage === 'talking' ? t.talking(firstName) : t.calling(firstName)}
				</Tag>
				{password && !isOnFile && <b>{t.sayFirst(password)}</b>}
			</p>
			{!isOnFile && (
				<Link to={file} className="btn btn-quiet">
					{t.file}
				</Link>
			)}
			<button type="button" className="btn btn-outline" onClick={() => muteCall(!call.muted)}>
				{call.muted ? <MicOff className="icon" aria-hidden="true" /> : <Mic className="icon" aria-hidden="true" />}
				{call.muted ? t.unmute : t.mute}
			</button>
			<button type="button" className="btn btn-ink" onClick={hangUp}>
				<PhoneOff className="icon" aria-hidden="true" /> {t.hangUp}
			</button>
		</section>
	)
}

/** Which microphone and loudspeaker; their names are known once the microphone is allowed. */
function Devices({ choosesSpeaker }: { choosesSpeaker: boolean }) {
	const t = useMessages(softphoneMessages)
	const [devices, setDevices] = useState<MediaDeviceInfo[]>([])
	const read = () => navigator.mediaDevices.enumerateDevices().then(setDevices, () => {})
	const choices = [
		['audioinput', t.microphone, wishMicrophone, microphoneWished()],
		...(choosesSpeaker ? [['audiooutput', t.speaker, sendSoundTo, null] as const] : []),
	] as const
	return (
		<details className="relative" onToggle={(event) => event.currentTarget.open && void read()}>
			<summary className="flex min-h-10 items-center gap-1 text-mini font-semibold">
				{t.devices} <ChevronDown className="icon" aria-hidden="true" />
			</summary>
			<div className="card absolute right-0 z-30 grid w-72 gap-4 border-stroke p-4 [box-shadow:var(--overlay-shadow)]">
				{choices.map(([kind, label, choose, chosen]) => (
					<label key={kind} className="grid gap-1">
						<span className="text-mini font-semibold">{label}</span>
						<select className="control" defaultValue={chosen ?? ''} onChange={(event) => choose(event.target.value)}>
							{kind === 'audioinput' && <option value="">{t.usual}</option>}
							{devices
								.filter((device) => device.kind === kind)
								.map((device, index) => (
									<option key={device.deviceId} value={device.deviceId}>
										{device.label || t.unnamed(index + 1)}
									</option>
								))}
						</select>
					</label>
				))}
				<button
					type="button"
					className="btn btn-outline"
					onClick={() => void new Audio('/sounds/ring.wav').play().catch(() => {})}
				>
					{t.tryRing}
				</button>
			</div>
		</details>
	)
}

/** Focus comes to a call unless somebody is writing, by F2 in any case, and goes back afterwards. */
function useFocusOfCall(box: React.RefObject<HTMLElement>) {
	useEffect(() => {
		const before = document.activeElement as HTMLElement | null
		const isWriting = before?.matches('input:not([type=radio]), textarea, select, [contenteditable]') ?? false
		if (!isWriting) box.current?.focus()
		const onKey = (event: KeyboardEvent) => {
			if (event.key !== 'F2') return
			event.preventDefault()
			box.current?.focus()
		}
		document.addEventListener('keydown', onKey)
		const panel = box.current
		return () => {
			document.removeEventListener('keydown', onKey)
			if (!panel || panel.contains(document.activeElement) || document.activeElement === document.body)
				before?.focus?.()
		}
	}, [box])
}

/** A hidden tab says who calls. */
function useTitleWhileRinging(words: string) {
	useEffect(() => {
		const before = document.title
		document.title = `☎ ${words}`
		return () => {
			// Another page has its own by now.
			if (document.title === `☎ ${words}`) document.title = before
		}
	}, [words])
}
