import { Check, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { accountMessages } from '~/i18n/account'
import { delegationMessages } from '~/i18n/delegation'
import { formatPhone } from '~/i18n/format'
import { localPath } from '~/i18n/language'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import { Button, LinkButton } from '~/ui/button'
import { TextField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { Tag } from '~/ui/tag'
import type { Line } from './backend'
import { LineAsShown } from './line-as-shown'

interface Shown {
	line: Line
	contract: { label: string; planName: string }
	canBeLost: boolean
	/** Whose line it is and what may be done with it; `null` for one's own. */
	shared: { ownerName: string; level: string } | null
	requestKey: string
	/** A name as typed that could not be taken. */
	refusedName: string | null
	/** What came of the last change. */
	children: ReactNode
}

/** One line: whether it is in service, what to do when its telephone is lost, its forwarding, its name. */
export function LineSettings({ line, contract, canBeLost, shared, requestKey, refusedName, children }: Shown) {
	const t = useMessages(accountMessages)
	const lang = useLang()
	const { country } = useBrand()
	const isSuspended = line.state === 'suspended'
	const sharing = useMessages(delegationMessages)
	const mayManage = shared?.level !== 'see'
	return (
		<>
			<h1 className="num mt-3 text-h1">{t.ownLine.pageTitle(formatPhone(line.number, country))}</h1>
			<p className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
				<span lang="fr">
					{line.label} · {contract.planName}
				</span>
				<Tag tone={isSuspended ? 'warn' : 'ok'} icon={isSuspended ? TriangleAlert : Check}>
					{isSuspended ? t.ownLine.suspendedTag : t.ownLine.inService}
				</Tag>
			</p>
			<div className="mt-6 grid gap-6">
				{shared && (
					<Notice tone="info">
						{shared.level === 'manage' ? sharing.onLine(shared.ownerName) : sharing.seeOnly(shared.ownerName)}
					</Notice>
				)}
				{children}
				{mayManage && (canBeLost || isSuspended) && <Lost isSuspended={isSuspended} lineId={line.id} />}
				{mayManage && (
					<section className="card p-5 md:p-7">
						<h2 className="text-h2">{t.forwarding.title}</h2>
						<p className="mt-2">{t.forwarding.lead}</p>
						<p className="mt-3">
							<a href={localPath(lang, `/compte/renvoi#${line.id}`)} className="font-semibold">
								{t.forwardingLink}
							</a>
						</p>
					</section>
				)}
				{!shared && (
					<section aria-labelledby="line-name-title" className="card p-5 md:p-7">
						<h2 id="line-name-title" className="text-h2">
							{t.ownLine.nameTitle}
						</h2>
						<form method="post" action="?" className="mt-4 grid max-w-[28rem] gap-4" noValidate>
							<LineAsShown line={line} requestKey={requestKey} />
							<TextField
								id="line-name"
								label={t.ownLine.nameLabel}
								hint={t.ownLine.nameHint}
								error={refusedName === null ? undefined : t.ownLine.nameMissing}
								name="name"
								autoComplete="off"
								maxLength={40}
								defaultValue={refusedName ?? line.label}
							/>
							<Button variant="outline" name="intent" value="name" className="justify-self-start">
								{t.ownLine.nameSave}
							</Button>
						</form>
					</section>
				)}
			</div>
		</>
	)
}

function Lost({ isSuspended, lineId }: { isSuspended: boolean; lineId: string }) {
	const t = useMessages(accountMessages).ownLine
	const lang = useLang()
	const page = localPath(lang, `/compte/lignes/${lineId}`)
	return (
		<section aria-labelledby="line-lost" className="card p-5 md:p-7">
			<h2 id="line-lost" className="text-h2">
				{isSuspended ? t.suspendedTitle : t.lostTitle}
			</h2>
			<p className="mt-2">{isSuspended ? t.suspendedLead : t.lostLead}</p>
			<p className="mt-4">
				<LinkButton variant="outline" href={`${page}?etape=${isSuspended ? 'remettre' : 'suspendre'}`}>
					{isSuspended ? t.resumeStart : t.lostStart}
				</LinkButton>
			</p>
			{isSuspended && (
				<p className="mt-5 text-small">
					{t.newSim}{' '}
					<a href={`${localPath(lang, '/ecrire')}?motif=mobile&depuis=${encodeURIComponent(page)}`}>{t.newSimLink}</a>
				</p>
			)}
		</section>
	)
}
