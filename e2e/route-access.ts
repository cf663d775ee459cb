/**
 * Who may read what: every route of the built app, with an address to try it at. The walk in
 * routes.spec.ts fails for a route that is missing here.
 */
export type Reader = 'anonymous' | 'camille' | 'nadia' | 'helene' | 'claire' | 'olivier'

interface Access {
	/** An address of this route; `null` for a layout or a part that has none of its own. */
	address: string | null
	/** Who gets an answer; everybody else is sent to sign in or told that there is nothing here. */
	readers: Reader[]
	/** What those who may read get; 200 unless said. */
	status?: number
}

const ALL: Reader[] = ['anonymous', 'camille', 'nadia', 'helene', 'claire', 'olivier']
const CUSTOMERS: Reader[] = ['camille']
const DESK: Reader[] = ['nadia', 'claire']
const INSIGHTS: Reader[] = ['claire', 'olivier']
const STUDIO: Reader[] = ['helene', 'claire', 'olivier']
const NOBODY: Reader[] = []

const open = (address: string | null, status?: number): Access => ({ address, readers: ALL, status })
/** Answers to a POST only. */
const action = (address: string): Access => ({ address, readers: NOBODY })

export const ROUTE_ACCESS: Record<string, Access> = {
	root: open(null),
	'routes/(en).$': open('/nothing-here', 404),
	'routes/(en)._index': open('/'),
	'routes/(en).accessibilite': open('/accessibilite'),
	'routes/(en).articles.$slug': open('/articles/voyant-rouge-box'),
	'routes/(en).articles._index': open('/articles'),
	'routes/(en).compte': { address: '/compte', readers: CUSTOMERS },
	'routes/(en).compte_.factures': { address: '/compte/factures', readers: CUSTOMERS },
	'routes/(en).compte_.factures_.$number': { address: '/compte/factures/none', readers: CUSTOMERS, status: 404 },
	'routes/(en).compte_.renvoi': { address: '/compte/renvoi', readers: CUSTOMERS },
	'routes/(en).compte_.securite': { address: '/compte/securite', readers: CUSTOMERS },
	'routes/(en).vos-donnees': open('/vos-donnees'),
	'routes/(en).deconnexion': action('/deconnexion'),
	'routes/apparence': action('/apparence'),
	'routes/desk': { address: '/desk', readers: DESK },
	'routes/desk._index': { address: '/desk', readers: DESK },
	'routes/desk.conversations.$id': { address: '/desk/conversations/none', readers: DESK, status: 404 },
	'routes/desk.callbacks.$id': { address: '/desk/callbacks/none', readers: DESK, status: 404 },
	'routes/desk.messages.$id': { address: '/desk/messages/none', readers: DESK, status: 404 },
	'routes/desk_.$kind.$id.conclude': { address: '/desk/conversations/none/conclude', readers: DESK, status: 404 },
	'routes/desk_.articles': { address: '/desk/articles?q=box', readers: DESK },
	'routes/desk_.beat': action('/desk/beat'),
	'routes/desk_.presence': action('/desk/presence'),
	'routes/desk_.conversations.$id.since': { address: '/desk/conversations/none/since', readers: DESK, status: 404 },
	'routes/frictions._index': { address: '/frictions', readers: INSIGHTS },
	'routes/frictions.$cause': { address: '/frictions/none', readers: INSIGHTS, status: 404 },
	'routes/frictions.visits.$visitId': { address: '/frictions/visits/none', readers: INSIGHTS, status: 404 },
	'routes/frictions.export[.]csv': { address: '/frictions/export.csv', readers: INSIGHTS },
	'routes/studio._index': { address: '/studio', readers: STUDIO },
}
