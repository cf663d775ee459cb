import atkinson from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url'
import bricolage from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2?url'
import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import { data } from '@remix-run/node'
import {
	isRouteErrorResponse,
	Links,
	Meta,
	Outlet,
	Scripts,
	ScrollRestoration,
	useLocation,
	useMatches,
	useRouteError,
	useRouteLoaderData,
} from '@remix-run/react'
import { isbot } from 'isbot'
import { getVisitor, type Visitor, visitHeader } from '~/auth/guards.server'
import enhance from '~/enhance/main?worker&url'
import { environment } from '~/env.server'
import { leaveOut, touchVisit } from '~/friction/record.server'
import { availability } from '~/handoff/availability.server'
import { HandoffDock } from '~/handoff/dock'
import { dockState } from '~/handoff/dock-state.server'
import { heldChats } from '~/handoff/held-chats.server'
import { helpDueHeader, readHelpCookie } from '~/handoff/help-cookie.server'
import { HelpOffer } from '~/handoff/help-offer'
import { offersHelp } from '~/handoff/help-offers.server'
import { keepPlace } from '~/handoff/queue.server'
import { contactUnderway, type Underway } from '~/handoff/underway.server'
import { type Lang, languageOf, localPath, neutralPath } from '~/i18n/language'
import { formatPhone } from '~/i18n/phone'
import { isPrefetch } from '~/knowledge/page-view'
import { log } from '~/log.server'
import { useNonce } from '~/nonce'
import { settings } from '~/settings/settings.server'
import { brandMark } from '~/shell/brand-mark.server'
import { CustomerFooter } from '~/shell/customer-footer'
import { CustomerHeader } from '~/shell/customer-header'
import { ErrorPage } from '~/shell/error-page'
import { pageKind } from '~/shell/page-kind'
import { SkipLinks } from '~/shell/skip-links'
import { StaffHeader } from '~/shell/staff-header'
import { readTheme } from '~/shell/theme.server'
import { underwayHeader } from '~/shell/underway-cookie.server'
import styles from '~/ui/app.css?url'
import { initialsOf } from '~/ui/initials'

export const links: LinksFunction = () => [
	{ rel: 'preload', href: bricolage, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
	{ rel: 'preload', href: atkinson, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
	{ rel: 'stylesheet', href: styles },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const visitor = await getVisitor(request)
	const { brand, phone, timeZone, currency, country } = settings()
	const { DEMO, telephony } = environment()
	const headers = new Headers()
	const setVisit = visitHeader(visitor)
	if (setVisit) headers.append('Set-Cookie', setVisit)
	if (isNotCounted(visitor, request)) leaveOut(visitor.visitId)
	else if (!visitor.isNewVisit)
		await touchVisit({ visitId: visitor.visitId, lang: visitor.lang, customerId: visitor.customer?.id ?? null })
	const underway = await readUnderway(visitor, await heldChats(request))
	if (underway?.kind === 'queue') await keepPlace([underway.conversationId])
	const setUnderway = underwayHeader(request, underway !== null)
	if (setUnderway) headers.append('Set-Cookie', setUnderway)
	const isHelpOffered = underway === null && (await readHelpOffer(visitor, request))
	const setHelp = isHelpOffered ? helpDueHeader(request) : null
	if (setHelp) headers.append('Set-Cookie', setHelp)
	return data(
		{
			lang: visitor.lang,
			theme: readTheme(request),
			brand: {
				name: brand.name,
				description: brand.description[visitor.lang],
				logo: brand.logo,
				mark: brandMark(),
				phone,
				phoneText: formatPhone(phone, country),
				timeZone,
				currency,
				country,
			},
			branded: Object.keys({ ...brand.tokens.light, ...brand.tokens.dark }).length > 0,
			person: visitor.person && {
				name: visitor.person.name,
				initials: initialsOf(visitor.person.name),
				role: visitor.person.role,
			},
			// The page kept for when the network is gone must not repeat who was there before.
			dock: isOfflinePage(request) ? null : await readDock(visitor.lang, underway),
			isHelpOffered,
			demo: DEMO,
			simulated: telephony === 'simulator',
		},
		{ headers },
	)
}

/** The block must stand even when what it reads fails: it then gives the phone number. */
async function readDock(lang: Lang, underway: Underway | null) {
	try {
		return dockState({ availability: await availability(), underway, lang })
	} catch (error) {
		log.error({ error: String(error) }, 'the help block could not tell who is there')
		return null
	}
}

/**
 * Robots and staff are left out of what is said of customers. A browser without window is driven
 * by somebody, who may need the handoff with their path: it counts as a person.
 */
function isNotCounted({ person }: Visitor, request: Request): boolean {
	const browser = request.headers.get('user-agent')
	return (person !== null && person.role !== 'customer') || (isbot(browser) && !browser?.includes('HeadlessChrome'))
}

/** Help is extra: whatever goes wrong with it, the page stands. */
async function readHelpOffer(visitor: Visitor, request: Request): Promise<boolean> {
	const { visitId, isNewVisit, customer } = visitor
	const url = new URL(request.url)
	const isAnswered = url.searchParams.has('solved')
	if (isNewVisit || isAnswered || readHelpCookie(request) === 'no') return false
	if (isPrefetch(request.headers) || isNotCounted(visitor, request)) return false
	try {
		const path = neutralPath(url.pathname.replace(/\.data$/, ''))
		return await offersHelp({ visitId, customerId: customer?.id ?? null, path })
	} catch (error) {
		log.error({ error: String(error) }, 'help could not be offered')
		return false
	}
}

function isOfflinePage(request: Request): boolean {
	return neutralPath(new URL(request.url).pathname) === '/hors-ligne'
}

async function readUnderway(
	{ visitId, isNewVisit, customer }: Visitor,
	held: readonly string[],
): Promise<Underway | null> {
	if (isNewVisit && !customer && held.length === 0) return null
	return contactUnderway({ visitId, customerId: customer?.id ?? null, held })
}

export type RootLoader = typeof loader

/** A refusal's own headers, such as when to try again, reach the browser. */
export const headers: HeadersFunction = ({ errorHeaders }) => errorHeaders ?? new Headers()

export function Layout({ children }: { children: React.ReactNode }) {
	const root = useRouteLoaderData<RootLoader>('root')
	const { pathname, search } = useLocation()
	const failed = useRouteError() != null
	const kind = pageKind(useMatches(), failed)
	const nonce = useNonce()
	const isStaff = kind.surface === 'staff' && root?.person != null && root.person.role !== 'customer'
	return (
		<html lang={root?.lang ?? languageOf(pathname)} data-theme={root?.theme ?? undefined}>
			<head>
				<meta charSet="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<Meta />
				<Links />
				<link rel="icon" href={root?.brand.logo ?? '/brand/relais.svg'} />
				{root && (
					<link
						rel="search"
						type="application/opensearchdescription+xml"
						href={localPath(root.lang, '/opensearch.xml')}
						title={root.brand.name}
					/>
				)}
				{root?.branded && <link rel="stylesheet" href="/brand.css" />}
			</head>
			<body className={isStaff ? 'staff' : 'customer'}>
				<SkipLinks toHuman={!isStaff && kind.dock} />
				{isStaff ? <StaffHeader current={kind.nav} /> : <CustomerHeader current={kind.nav} />}
				<main id="contenu" tabIndex={-1} className="outline-none">
					{!isStaff && !failed && root?.isHelpOffered && root.dock && (
						<HelpOffer dock={root.dock} from={`${pathname}${search}`} />
					)}
					{children}
				</main>
				{!isStaff && kind.dock && <HandoffDock state={root?.dock ?? null} from={`${pathname}${search}`} />}
				{!isStaff && <CustomerFooter isSimulated={root?.simulated ?? false} />}
				{kind.hydrate ? (
					<>
						<ScrollRestoration nonce={nonce} />
						<Scripts nonce={nonce} />
					</>
				) : (
					<script type="module" src={enhance} />
				)}
			</body>
		</html>
	)
}

export default function App() {
	return <Outlet />
}

export function ErrorBoundary() {
	const error = useRouteError()
	return (
		<ErrorPage
			status={isRouteErrorResponse(error) ? error.status : 500}
			words={isRouteErrorResponse(error) && typeof error.data === 'string' ? error.data : null}
		/>
	)
}
