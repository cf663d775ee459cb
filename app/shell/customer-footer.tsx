import { useLocation, useRouteLoaderData } from '@remix-run/react'
import { localPath } from '~/i18n/language'
import { shellMessages } from '~/i18n/shell'
import { useBrand, useLang, useMessages } from '~/i18n/use-messages'
import type { RootLoader } from '~/root'
import { DemoBanner } from './demo-banner'

/** The phone number, the rights, and the choice of theme: on every customer page, after the help block. */
export function CustomerFooter({ isSimulated }: { isSimulated: boolean }) {
	const t = useMessages(shellMessages)
	const lang = useLang()
	const brand = useBrand()
	const root = useRouteLoaderData<RootLoader>('root')
	const { pathname, search } = useLocation()
	const links = [
		['/resilier', t.footer.cancel],
		['/retractation', t.footer.withdraw],
		['/vous-avez-dit', t.footer.changes],
		['/promesses', t.footer.promises],
		['/accessibilite', t.footer.accessibility],
		['/vos-donnees', t.footer.data],
	] as const
	return (
		<footer className="bg-paper">
			<div className="wrap grid gap-6 py-10 text-small text-ink-2 md:grid-cols-[1fr_auto]">
				<p className="max-w-[44rem]">
					{brand.name}
					{brand.description && `, ${brand.description}`}.{' '}
					{brand.phone && (
						<>
							{t.footer.byPhone}{' '}
							<a href={`tel:${brand.phone}`} className="num">
								{brand.phoneText}
							</a>
							, {t.footer.free}{' '}
						</>
					)}
					{t.footer.deaf} <a href={localPath(lang, '/rappel?par=ecrit')}>{t.footer.deafLink}</a>.
				</p>
				<ul className="flex flex-wrap gap-x-6 gap-y-2 md:max-w-[26rem] md:justify-end">
					{links.map(([path, label]) => (
						<li key={path}>
							<a href={localPath(lang, path)}>{label}</a>
						</li>
					))}
				</ul>
				<form method="post" action="/apparence" className="flex flex-wrap items-center gap-2">
					<input type="hidden" name="to" value={`${pathname}${search}`} />
					<label htmlFor="theme">{t.theme}</label>
					<select id="theme" name="theme" className="control w-auto" defaultValue={root?.theme ?? 'system'}>
						{(['system', 'light', 'dark'] as const).map((theme) => (
							<option key={theme} value={theme}>
								{t.themes[theme]}
							</option>
						))}
					</select>
					<button type="submit" className="btn btn-outline">
						{t.apply}
					</button>
				</form>
			</div>
			{isSimulated && <DemoBanner />}
		</footer>
	)
}
