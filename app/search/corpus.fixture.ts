import type { SearchDocument, SearchLang } from './document'

type Sketch = Partial<SearchDocument> & { slug: string; title: string }

/** A small help centre, for tests that must not move when articles are rewritten. */
export const frenchCorpus: SearchDocument[] = [
	{
		slug: 'voyant-box-rouge',
		title: 'Le voyant de la box est rouge',
		keywords: ['ma box clignote', 'lumière rouge'],
		topic: 'internet',
		text: 'Un voyant rouge fixe annonce une panne de la ligne. Débranchez la box dix secondes. Si le voyant clignote encore, vérifiez le câble.',
	},
	{
		slug: 'wifi-lent',
		title: 'Le Wi-Fi est lent',
		keywords: ['internet rame'],
		topic: 'internet',
		text: 'Rapprochez-vous de la box. Changez de canal Wi-Fi dans les réglages. Le débit dépend des murs.',
	},
	{
		slug: 'boitier-ont',
		title: "Le boîtier ONT n'a pas de lumière",
		keywords: ['ONT éteint'],
		topic: 'internet',
		text: 'Le boîtier de la fibre reçoit la ligne. Vérifiez son alimentation.',
	},
	{
		slug: 'facture-plus-elevee',
		title: 'Ma facture est plus élevée que le mois dernier',
		keywords: ['facture plus chère', 'pourquoi je paye plus'],
		topic: 'facture',
		text: 'Une facture augmente après la fin d’une promotion, un appel surtaxé ou un dépassement de 100 Mo. Ouvrez le détail.',
	},
	{
		slug: 'payer-facture',
		title: 'Payer une facture',
		keywords: ['régler ma facture', 'payer par carte'],
		topic: 'facture',
		text: 'Ouvrez vos factures et choisissez Payer. La carte est débitée tout de suite.',
	},
	{
		slug: 'resilier-abonnement',
		title: 'Résilier votre abonnement',
		keywords: ['arrêter mon abonnement'],
		topic: 'contrat',
		text: 'La résiliation prend effet dix jours après la demande. L’abonnement reste dû jusque-là. Gardez votre numéro grâce au code RIO.',
	},
	{
		slug: 'mot-de-passe-oublie',
		title: 'Mot de passe oublié',
		keywords: ['mdp perdu'],
		topic: 'compte',
		text: 'Demandez un code par SMS, puis choisissez un nouveau mot de passe.',
	},
	{
		slug: 'repondeur',
		title: 'Configurer la messagerie vocale',
		topic: 'mobile',
		text: 'Appelez le 123 pour enregistrer une annonce. La messagerie prévient par SMS.',
	},
	{
		slug: 'activer-esim',
		title: 'Activer une eSIM',
		topic: 'mobile',
		text: 'Scannez le code reçu par e-mail. Le réseau 4G arrive en cinq minutes.',
	},
	{
		slug: 'pas-de-reseau',
		title: 'Pas de réseau sur le mobile',
		topic: 'mobile',
		text: 'Éteignez puis rallumez le téléphone. Retirez la carte SIM et remettez-la.',
	},
].map((sketch) => documentOf(sketch, 'fr'))

export const englishCorpus: SearchDocument[] = [
	{
		slug: 'keep-your-number',
		title: 'Keep your number when you leave',
		topic: 'contract',
		text: "Ask for your transfer code. Don't cancel the line yourself, the new operator does it.",
	},
	{
		slug: 'thunderstorm',
		title: 'Protect your router from a thunderstorm',
		topic: 'internet',
		text: 'Unplug the router and the phone line until the thunderstorm is over.',
	},
].map((sketch) => documentOf(sketch, 'en'))

export const smallSynonyms = {
	fr: [
		['box', 'modem'],
		['messagerie vocale', 'répondeur', 'boîte vocale'],
	],
	en: [['router', 'modem']],
}

function documentOf(sketch: Sketch, lang: SearchLang): SearchDocument {
	return { id: `${lang}-${sketch.slug}`, lang, summary: '', keywords: [], headings: [], topic: '', text: '', ...sketch }
}
