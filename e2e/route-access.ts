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
	/** What whoever is signed in gets instead. */
	signedIn?: number
}

const ALL: Reader[] = ['anonymous', 'camille', 'nadia', 'helene', 'claire', 'olivier']
const CUSTOMERS: Reader[] = ['camille']
const DESK: Reader[] = ['nadia', 'claire']
const INSIGHTS: Reader[] = ['claire', 'olivier']
const STUDIO: Reader[] = ['helene', 'claire', 'olivier']
const NOBODY: Reader[] = []

const open = (address: string | null, status?: number): Access => ({ address, readers: ALL, status })
/** Answers to a POST only, or nobody while it is closed. */
const action = (address: string): Access => ({ address, readers: NOBODY })

export const ROUTE_ACCESS: Record<string, Access> = {
	root: open(null),
	'routes/(en).$': open('/nothing-here', 404),
	'routes/(en)._index': open('/'),
	'routes/(en).accessibilite': open('/accessibilite'),
	'routes/(en).articles.$slug': open('/articles/voyant-rouge-box'),
	'routes/(en).articles[.]atom': open('/articles.atom'),
	'routes/(en).articles._index': open('/articles', 301),
	'routes/(en).compte': { address: '/compte', readers: CUSTOMERS },
	'routes/(en).compte_.factures': { address: '/compte/factures', readers: CUSTOMERS },
	'routes/(en).compte_.factures_.$number': { address: '/compte/factures/none', readers: CUSTOMERS, status: 404 },
	'routes/(en).compte_.paiements.$id': { address: '/compte/paiements/none', readers: CUSTOMERS, status: 404 },
	'routes/(en).compte_.paiement': { address: '/compte/paiement', readers: CUSTOMERS },
	'routes/(en).compte_.paiement_.compte': { address: '/compte/paiement/compte', readers: CUSTOMERS },
	'routes/(en).compte_.consommation': { address: '/compte/consommation', readers: CUSTOMERS },
	'routes/(en).paiement-essai.$id': open('/paiement-essai/none', 404),
	'routes/(en).compte_.factures_.$number[.]pdf': {
		address: '/compte/factures/none.pdf',
		readers: CUSTOMERS,
		status: 404,
	},
	'routes/(en).compte_.factures_.annee.$year[.]zip': {
		address: '/compte/factures/annee/1999.zip',
		readers: CUSTOMERS,
		status: 404,
	},
	'routes/(en).compte_.contrats.$reference.formule': {
		address: '/compte/contrats/CT-00000000/formule',
		readers: CUSTOMERS,
		status: 404,
	},
	'routes/(en).compte_.contrats.$reference.options': {
		address: '/compte/contrats/CT-00000000/options',
		readers: CUSTOMERS,
		status: 404,
	},
	'routes/(en).compte_.lignes.$id': { address: '/compte/lignes/none', readers: CUSTOMERS, status: 404 },
	'routes/(en).compte_.operations.$id': { address: '/compte/operations/none', readers: CUSTOMERS, status: 404 },
	'routes/(en).compte_.renvoi': { address: '/compte/renvoi', readers: CUSTOMERS },
	'routes/(en).compte_.securite': { address: '/compte/securite', readers: CUSTOMERS },
	'routes/(en).vos-donnees': open('/vos-donnees'),
	'routes/(en).deconnexion': action('/deconnexion'),
	'routes/(en).aide-proposee': action('/aide-proposee'),
	'routes/(en).echanges.$id_.reprendre': open('/echanges/none/reprendre', 404),
	'routes/apparence': action('/apparence'),
	'routes/desk': { address: '/desk', readers: DESK },
	'routes/desk._index': { address: '/desk', readers: DESK },
	'routes/desk.conversations.$id': { address: '/desk/conversations/none', readers: DESK, status: 404 },
	'routes/desk.callbacks.$id': { address: '/desk/callbacks/none', readers: DESK, status: 404 },
	'routes/desk.messages.$id': { address: '/desk/messages/none', readers: DESK, status: 404 },
	'routes/desk_.$kind.$id.conclude': { address: '/desk/conversations/none/conclude', readers: DESK, status: 404 },
	'routes/desk_.$kind.$id.account': { address: '/desk/conversations/none/account', readers: DESK, status: 404 },
	'routes/desk_.$kind.$id.personal': action('/desk/conversations/none/personal'),
	'routes/desk_.$kind.$id.proposals': action('/desk/conversations/none/proposals'),
	'routes/desk_.articles_.$id': { address: '/desk/articles/none', readers: DESK, status: 404 },
	'routes/desk_.training': { address: null, readers: DESK },
	'routes/desk_.training._index': { address: '/desk/training', readers: DESK },
	'routes/desk_.training.$id': { address: '/desk/training/none', readers: DESK, status: 404 },
	'routes/desk_.training.$id_.conclude': { address: '/desk/training/none/conclude', readers: DESK, status: 404 },
	'routes/desk_.training.$id_.since': { address: '/desk/training/none/since', readers: DESK, status: 404 },
	'routes/desk_.training.$id_.messages': action('/desk/training/none/messages'),
	'routes/desk_.training.$id_.personal': action('/desk/training/none/personal'),
	'routes/desk_.training.$id_.proposals': action('/desk/training/none/proposals'),
	'routes/desk_.proposals': { address: '/desk/proposals', readers: DESK },
	'routes/desk_.$kind.$id.purpose': { address: '/desk/conversations/none/purpose', readers: DESK, status: 404 },
	'routes/desk_.$kind.$id.support': action('/desk/conversations/none/support'),
	'routes/desk_.$kind.$id.notes': action('/desk/conversations/none/notes'),
	'routes/desk_.$kind.$id.guide': action('/desk/conversations/none/guide'),
	'routes/desk_.choices': action('/desk/choices'),
	'routes/desk.snippets': { address: '/desk/snippets', readers: DESK },
	'routes/studio_.snippets': { address: '/studio/snippets', readers: STUDIO },
	'routes/studio_.guides': { address: '/studio/guides', readers: STUDIO },
	'routes/desk.looks': { address: '/desk/looks', readers: DESK },
	'routes/desk_.articles': { address: '/desk/articles?q=box', readers: DESK },
	'routes/desk_.conversations.$id.offer': action('/desk/conversations/none/offer'),
	'routes/desk_.conversations.$id.passing': action('/desk/conversations/none/passing'),
	'routes/desk_.beat': action('/desk/beat'),
	'routes/desk_.presence': action('/desk/presence'),
	'routes/desk_.handset': action('/desk/handset'),
	'routes/desk_.conversations.$id.since': { address: '/desk/conversations/none/since', readers: DESK, status: 404 },
	'routes/frictions._index': { address: '/frictions', readers: INSIGHTS },
	'routes/frictions.blocked-numbers': { address: '/frictions/blocked-numbers', readers: INSIGHTS },
	'routes/frictions.callbacks._index': { address: '/frictions/callbacks', readers: INSIGHTS },
	'routes/frictions.callbacks.$id': { address: '/frictions/callbacks/none', readers: INSIGHTS, status: 404 },
	'routes/frictions.reveals': { address: '/frictions/reveals', readers: INSIGHTS },
	'routes/frictions.$cause': { address: '/frictions/none', readers: INSIGHTS, status: 404 },
	'routes/frictions.visits.$visitId': { address: '/frictions/visits/none', readers: INSIGHTS, status: 404 },
	'routes/frictions.export[.]csv': { address: '/frictions/export.csv', readers: INSIGHTS },
	'routes/planning': { address: '/planning', readers: INSIGHTS },
	'routes/studio._index': { address: '/studio', readers: STUDIO },
	'routes/studio_.proposals': { address: '/studio/proposals', readers: STUDIO },
	'routes/studio_.words': { address: '/studio/words', readers: STUDIO },
	'routes/(en).compte_.resilier': open('/compte/resilier', 302),
	'routes/(en).compte_.retractation': open('/compte/retractation', 302),
	'routes/(en).connexion': { address: '/connexion', readers: ALL, signedIn: 302 },
	'routes/(en).dev.ui': open('/dev/ui'),
	'routes/(en).echanges.$id': open('/echanges/none', 404),
	'routes/(en).echanges.$id_.copie': open('/echanges/none/copie', 404),
	'routes/(en).echanges.$id_.messages': open(null),
	'routes/(en).echanges.$id_.fichiers.$file': open('/echanges/none/fichiers/none', 404),
	'routes/desk_.conversations.$id.files.$file': {
		address: '/desk/conversations/none/files/none',
		readers: DESK,
		status: 404,
	},
	'routes/(en).echanges.$id_.since': open('/echanges/none/since', 404),
	'routes/(en).echanges.$id_.etat': open('/echanges/none/etat', 404),
	'routes/(en).echanges._index': open('/echanges'),
	'routes/(en).ecrire': open('/ecrire'),
	'routes/(en).hors-ligne': open('/hors-ligne'),
	'routes/(en).message': open('/message'),
	'routes/(en).message_.$reference': open('/message/none', 404),
	'routes/(en).opensearch[.]xml': open('/opensearch.xml'),
	'routes/(en).rappel': open('/rappel'),
	'routes/(en).rappel_.numero.$proof': open('/rappel/numero/none', 302),
	'routes/(en).rappel_.$reference': open('/rappel/none', 404),
	'routes/(en).rappel_.$reference[.]ics': open('/rappel/none.ics', 404),
	'routes/(en).resilier': open('/resilier'),
	'routes/(en).resilier_.accuse.$reference': open('/resilier/accuse/none', 404),
	'routes/(en).retractation': open('/retractation'),
	'routes/(en).retractation_.accuse.$reference': open('/retractation/accuse/none', 404),
	'routes/(en).search': open('/search?q=facture'),
	'routes/(en).themes.$topic': open('/themes/internet'),
	'routes/(en).themes._index': open('/themes'),
	'routes/api.availability': open('/api/availability'),
	'routes/api.search': open('/api/search?q=facture'),
	'routes/api.signal': action('/api/signal'),
	'routes/api.suggest': open('/api/suggest?q=fact'),
	'routes/api.v1.$': action('/api/v1/nothing'),
	'routes/api.v1.advisors.$email.presence': action('/api/v1/advisors/nadia@ligne-claire.example/presence'),
	'routes/api.v1.callbacks': action('/api/v1/callbacks'),
	'routes/api.v1.callbacks_.$reference': action('/api/v1/callbacks/RC-234567'),
	'routes/api.v1.slots': action('/api/v1/slots'),
	'routes/brand[.]css': open('/brand.css'),
	'routes/dev.outbox': open('/dev/outbox'),
	'routes/dev.telephone': open('/dev/telephone'),
	'routes/dev.telephony.$': open('/dev/telephony/none', 401),
	'routes/desk_.conversations.$id.messages': open(null),
	'routes/frictions.direct': { address: '/frictions/direct', readers: INSIGHTS },
	'routes/robots[.]txt': open('/robots.txt'),
	'routes/sitemap[.]xml': open('/sitemap.xml'),
	'routes/webhooks.telephony.advisor': open(null),
	'routes/webhooks.telephony.customer': open(null),
	'routes/webhooks.telephony.ended': open(null),
	'routes/webhooks.telephony.key': open(null),
	'routes/webhooks.telephony.spoken': open(null),
	'routes/webhooks.telephony.message': open(null),
	'routes/webhooks.telephony.status': open(null),
}
