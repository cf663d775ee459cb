import { plural } from './messages'

/** « de + le » et « à + le » se contractent : « du Bouquet Famille ». */
const of = (name: string) => (name.startsWith('le ') ? `du ${name.slice(3)}` : `de ${name}`)
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const list = (names: string[]) =>
	names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} et ${names.at(-1)}`
const days = (count: number) => `${count} ${plural('fr', count, 'jour', 'jours')}`

export interface ReceiptWords {
	firstName: string
	said: string
	title: string
	contract: string
	before: string
	after: string
	lines: string[]
	total: string
	date: string
	time: string
	reference: string
	/** Who did it, when it is not the holder. */
	by: string | null
	undo: string | null
	link: string
	brand: string
}

export const plan = {
	title: "Changer d'offre",
	lead: (name: string, price: string) => `Vous avez ${name}, à ${price} par mois.`,
	linkPlan: "Changer d'offre",
	linkOptions: 'Options',
	aboutContract: (text: string, contract: string) => `${text}, ${contract}`,
	keptVersion: 'Cette version ne se vend plus : vous en gardez le nom et le prix tant que vous ne changez pas.',
	keptSince: (date: string) => `nom et prix gardés depuis le ${date}`,
	yours: 'Votre offre',
	data: (amount: string) => `${amount} Go`,
	unlimited: 'Sans limite',
	internet: 'Internet',
	perMonth: 'Par mois',
	commitmentLabel: 'Engagement',
	none: 'Aucun',
	until: (date: string) => `jusqu'au ${date}`,
	monthly: (amount: string) => `${amount} par mois`,
	compared: (amount: string) => `${amount} par mois par rapport à aujourd'hui`,
	samePrice: 'Le même prix',
	seePlan: (name: string) => `Voir le passage à ${name}`,
	noOther: "Il n'y a pas d'autre offre pour ce contrat.",
	optionsTitle: 'Options',
	optionsLead:
		'Ajoutez ou retirez une option à toute heure. Vous voyez le prix au centime avant de confirmer, et vous pouvez revenir en arrière.',
	held: 'Active',
	heldSince: (date: string) => `depuis le ${date}`,
	noOption: "Il n'y a pas d'option pour ce contrat.",
	noLongerSold: 'Ne se vend plus. Si vous la retirez, vous ne pourrez pas la reprendre.',
	add: (change: string) => `Ajouter : ${change} par mois`,
	addWith: (others: string[], change: string) => `Ajouter avec ${list(others)} : ${change} par mois`,
	replace: (old: string[], name: string, change: string) => `Remplacer ${list(old)} par ${name} : ${change} par mois`,
	remove: (change: string) => `Retirer : ${change} par mois`,
	removeWith: (others: string[], change: string) => `Retirer avec ${list(others)} : ${change} par mois`,
	notOnPlan: (plan: string) => `N'existe pas avec ${plan}.`,
	conflictHint: (other: string, why: string) => `Ne va pas avec ${other}. ${why}`,
	neededHint: (other: string, why: string) => `A besoin ${of(other)}. ${why}`,
	reviewPlan: (from: string, to: string) => `Passer de ${from} à ${to}`,
	reviewAdd: (name: string) => `Ajouter ${name}`,
	reviewAddWith: (name: string, others: string[]) => `Ajouter ${name}, avec ${list(others)}`,
	reviewReplace: (old: string[], name: string) => `Remplacer ${list(old)} par ${name}`,
	reviewRemove: (names: string[]) => `Retirer ${list(names)}`,
	reviewLead: "Rien n'est encore changé. Voici ce qui change si vous confirmez.",
	before: 'Avant',
	after: 'Après',
	total: 'En tout, par mois',
	when: 'Quand ?',
	whens: {
		now: (_: string) => 'Tout de suite',
		'next-bill': (date: string) => `Le ${date}, au début du prochain mois facturé`,
		date: (date: string) => `Le ${date}`,
	},
	whenFree: (date: string) => `Le ${date}, à la fin de l'engagement : rien à payer pour lui`,
	chosenDay: 'Un autre jour',
	dayLabel: 'Jour du changement',
	chooseDay: 'Choisir ce jour',
	dayBetween: (first: string, last: string) => `Du ${first} au ${last}.`,
	beginProblems: {
		'not-offered': 'Ce changement ne peut pas commencer à ce moment-là. Choisissez parmi ceux qui suivent.',
		'too-early': 'Ce jour est trop proche. Choisissez-en un parmi ceux qui suivent.',
		'too-late': 'Ce jour est trop loin. Choisissez-en un parmi ceux qui suivent.',
		'not-a-day': "Ce jour n'existe pas dans le calendrier.",
	},
	whyChanges: 'Ce qui change avec',
	consequences: {
		conflict: (removes: string, keeps: string, why: string) =>
			`${capital(removes)} s'arrête, car cette option ne va pas avec ${keeps}. ${why}`,
		needed: (adds: string, name: string, why: string) => `${capital(adds)} s'ajoute : nécessaire pour ${name}. ${why}`,
		orphaned: (removes: string, _: string, why: string) => `${capital(removes)} s'arrête aussi. ${why}`,
		'not-on-plan': (removes: string, plan: string) => `${capital(removes)} s'arrête : pas disponible avec ${plan}.`,
	},
	stopsServices: (services: string[]) => `Vous n'aurez plus : ${list(services)}.`,
	gainsServices: (services: string[]) => `Vous aurez en plus : ${list(services)}.`,
	lessData: (before: string, after: string) => `Vous passez de ${before} à ${after} Go d'internet par mois.`,
	lessDataUnlimited: (after: string) => `Internet, sans limite aujourd'hui, passe à ${after} Go par mois.`,
	commitmentBroken: (until: string, months: number, each: string, amount: string) =>
		`Votre engagement court jusqu'au ${until}. Changer avant coûte ${amount} : ${months} mois à ${each}, la différence de prix, une seule fois. Changer après cette date ne coûte rien.`,
	commitmentGoesOn: (until: string) =>
		`Votre engagement continue jusqu'au ${until}, sans frais : le prix ne baisse pas.`,
	commitmentNew: (months: number, until: string) =>
		`Cette offre vous engage ${months} mois, jusqu'au ${until}. Votre offre d'aujourd'hui, non.`,
	commitmentNewAgain: (months: number, until: string) => `Cette offre vous engage ${months} mois, jusqu'au ${until}.`,
	noticeWords: (count: number, date: string) => `Un préavis de ${days(count)} s'applique : au plus tôt le ${date}.`,
	commitmentFree: 'Sans engagement : vous pourrez changer à nouveau quand vous voulez, sans frais.',
	onBill: (month: string) => `Sur la facture ${/^[aeiouyéèàâêô]/i.test(month) ? `d'${month}` : `de ${month}`}`,
	onBillLead: {
		more: (amount: string) => `${amount} de plus, une seule fois.`,
		less: (amount: string) => `${amount} de moins, une seule fois.`,
		same: 'Rien de plus, rien de moins.',
	},
	noLines: (date: string) =>
		`Rien à calculer : le nouveau prix compte à partir du ${date}, premier jour d'un mois facturé.`,
	credit: (name: string, count: number, total: number) => `${name}, ${days(count)} sur ${total} non utilisés`,
	charge: (name: string, count: number, total: number) => `${name}, ${days(count)} sur ${total}`,
	commitmentLine: (name: string, months: number, each: string) =>
		`${name}, fin d'engagement : ${months} mois à ${each}`,
	/** On the invoice: what it is for, then what is proper to the month. */
	billedCredit: (name: string, count: number, total: number) =>
		`${name}, jours non utilisés · ${days(count)} sur ${total}`,
	billedCharge: (name: string, count: number, total: number) => `${name}, début · ${days(count)} sur ${total}`,
	billedCommitment: (name: string, count: number) => `${name}, fin d'engagement · ${count} mois`,
	sum: 'Total',
	perDay: 'Compté au jour près, le jour du changement compris dans le nouveau prix.',
	undoFor: (minutes: number) =>
		`Vous pourrez annuler pendant ${minutes} minutes : tout redeviendra exactement comme avant.`,
	undoNever: "Un envoi ou un retour de matériel part avec ce changement : il ne pourra pas être annulé d'un geste.",
	undoUntilBegin: (date: string) => `Vous pourrez y renoncer à tout moment avant le ${date}.`,
	confirmPrice: (amount: string) => `Passer à ${amount} par mois`,
	confirmSame: 'Confirmer ce changement',
	confirmLater: (amount: string, date: string) => `Passer à ${amount} par mois le ${date}`,
	stay: (name: string) => `Rester à ${name}`,
	keep: 'Ne rien changer',
	problems: {
		unknown: "Cette offre ou cette option n'est plus au catalogue.",
		'not-sold': 'Cette offre ou cette option ne se vend plus.',
		'other-kind': "Cette offre n'est pas faite pour ce contrat.",
		'held-already': "Vous l'avez déjà.",
		'not-held': "Cette option n'est plus sur le contrat : il n'y a rien à retirer.",
		'not-on-plan': "Cette option n'existe pas avec votre offre.",
		ending: (date: string) =>
			`Ce contrat prend fin le ${date} : il ne peut plus changer. Pour le changer, annulez d'abord la résiliation.`,
		suspended: "Ce contrat est suspendu : il ne peut pas changer avant d'être rétabli.",
		scheduled: "Un changement est déjà prévu sur ce contrat. Renoncez-y d'abord, ou attendez qu'il ait lieu.",
		'awaits-answer':
			"Un changement demandé il y a peu sur ce contrat n'a pas encore sa réponse. Nous relisons le contrat : revenez dans quelques minutes, pour ne pas le demander deux fois.",
		'too-late-to-undo': "Les dix minutes sont passées : ce changement ne peut plus être annulé d'un geste.",
		'changed-since': "Le contrat a changé entre-temps : nous n'avons touché à rien. Voici son état actuel.",
	},
	stale:
		"Le prix ou le contrat a changé depuis que vous avez ouvert cette page. Rien n'a été fait. Voici ce qui vaut maintenant : relisez, puis confirmez.",
	done: (amount: string) => `C'est fait, et nous l'avons vérifié sur le contrat : ${amount} par mois.`,
	doneLater: (date: string, amount: string) =>
		`C'est prévu : le ${date}, le contrat passe à ${amount} par mois. D'ici là, rien ne change.`,
	undone: 'Le changement est annulé : le contrat est exactement comme avant.',
	withdrawn: 'Le changement prévu est retiré : le contrat reste comme il est.',
	scheduledTitle: 'Changement prévu',
	scheduled: (date: string, what: string, amount: string) =>
		`Le ${date} : ${what}. Le contrat passe à ${amount} par mois.`,
	withdraw: 'Renoncer à ce changement',
	mailSubject: {
		done: (title: string, reference: string) => `C'est fait : ${title} (${reference})`,
		planned: (title: string, reference: string) => `C'est prévu : ${title} (${reference})`,
		undone: (title: string, reference: string) => `Annulé : ${title} (${reference})`,
		withdrawn: (title: string, reference: string) => `Retiré : ${title} (${reference})`,
		'not-done': (title: string, reference: string) => `Pas fait : ${title} (${reference})`,
	},
	mailSaid: {
		done: (_: string) => "Votre contrat a changé, et nous l'avons vérifié.",
		planned: (date: string) => `Votre contrat changera le ${date}.`,
		undone: (_: string) => 'Ce changement est annulé : votre contrat est exactement comme avant.',
		withdrawn: (_: string) => 'Ce changement prévu est retiré : votre contrat reste comme il est.',
		'not-done': (_: string) =>
			"Ce changement prévu n'a pas pu être fait, car le contrat n'était plus comme au moment de votre demande. Votre contrat reste comme il est, rien n'est facturé. Vous pouvez le demander à nouveau, ou répondre à ce message.",
	},
	mailUndo: (time: string) => `Vous pouvez l'annuler jusqu'à ${time}, dans votre compte.`,
	mailBody: (w: ReceiptWords) =>
		[
			`Bonjour ${w.firstName},`,
			w.said,
			`${w.title}\nContrat ${w.contract}\nAvant : ${w.before} par mois\nAprès : ${w.after} par mois`,
			w.lines.length > 0 && `Sur votre prochaine facture, une seule fois :\n${w.lines.join('\n')}\nTotal : ${w.total}`,
			`Opération ${w.reference}, le ${w.date} à ${w.time}.`,
			w.by,
			w.undo,
			w.link,
			"Ce n'est pas vous ? Dites-le nous tout de suite : répondez à ce message.",
			w.brand,
		]
			.filter(Boolean)
			.join('\n\n')
			.concat('\n'),
	whyThisPrice: 'Ce qui fait ce prix',
	contractTotal: 'Ce contrat, par mois',
	operation: 'Opération',
	contract: 'Contrat',
	asked: 'Demandée',
	atTime: (date: string, time: string) => `le ${date} à ${time}`,
	begins: 'Commence',
	upcoming: (month: string, amount: string) =>
		`Facture ${/^[aeiouyéèàâêô]/i.test(month) ? `d'${month}` : `de ${month}`}, à venir : ${amount}`,
	upcomingRest: 'Sans les appels et services hors forfait, connus en fin de mois.',
	nextBill: 'Sur votre prochaine facture, une seule fois',
	perMonthShort: '/ mois',
	dataOf: (amount: string) => `${amount} Go d'internet`,
	commitmentOf: (count: number) => `engagement ${count} mois`,
	noCommitment: 'sans engagement',
	committedUntil: (date: string) => `Votre engagement court jusqu'au ${date}.`,
	without: (names: string[]) => `Sans ${list(names)}, qui n'existe pas avec cette offre.`,
	failures: {
		unavailable:
			"Le changement n'est pas fait : nous n'arrivons pas à joindre le service des contrats. Rien n'est perdu, réessayez dans quelques minutes.",
		refused: "Le contrat refuse ce changement. Rien n'est changé.",
		unknown:
			"Nous ne savons pas encore si le changement est fait. Votre demande est gardée : cette page relit le contrat à chaque fois que vous l'ouvrez. Inutile de la refaire.",
		differs:
			"Le contrat n'est pas dans l'état que vous avez demandé. Quelqu'un de notre équipe a été prévenu et le remet en ordre.",
	},
	failedHelp: "Vous pouvez aussi en parler à quelqu'un : ce qui n'a pas marché part avec votre demande.",
	reference: (reference: string) => `Opération ${reference}.`,
	receiptSent: 'Un e-mail vous le confirme.',
	undo: 'Annuler ce changement',
	undoUntil: (time: string) => `Possible jusqu'à ${time}.`,
	failedStep: "Changement d'offre ou d'option : pas fait",
	refusedStep: "Changement d'offre ou d'option : refusé",
	back: 'Retour à votre compte',
}
