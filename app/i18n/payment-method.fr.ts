export interface MethodMail {
	firstName: string
	account: string
	holder: string
	mandate: string
	creditor: string
	date: string
	time: string
	link: string
	phone: string
	brand: string
}

export const fr = {
	title: 'Vos paiements',
	lead: "D'où vos factures sont prélevées, et ce que vous avez payé en ligne.",
	inUse: 'Compte prélevé',
	none: "Aucun compte n'est prélevé. Chaque facture se paie en ligne, depuis sa page.",
	toInvoices: 'Voir vos factures',
	account: 'Compte',
	ofHolder: (holder: string) => `au nom de ${holder}`,
	hidden: (country: string, last4: string) => `IBAN ${country} •• ${last4}`,
	mandate: 'Mandat SEPA',
	signed: (mandate: string, date: string) => `${mandate}, signé le ${date}`,
	creditor: 'Créancier',
	next: 'Prochain prélèvement',
	nextOn: (amount: string, date: string) => `${amount} le ${date}`,
	change: 'Changer de compte',
	add: 'Donner un compte à prélever',
	changed: (end: string) => `C'est fait : le prochain prélèvement se fera sur le compte qui finit par ${end}.`,
	receipt: (mandate: string) => `Mandat ${mandate}. Un e-mail vous le confirme.`,
	undo: 'Annuler ce changement',
	undoUntil: (time: string) => `Possible jusqu'à ${time}.`,
	undone: 'Le changement est annulé : le compte est exactement celui d’avant.',
	tooLate: 'Ce changement ne peut plus être annulé en un geste. Vous pouvez donner à nouveau l’ancien compte.',
	history: 'Payé en ligne',
	historyNone: "Vous n'avez encore rien payé en ligne.",
	day: 'Date',
	invoice: 'Facture',
	state: 'État',
	amount: 'Montant',
	back: 'Vos paiements',
	step: 'Changement du compte prélevé',
	failedStep: "Le changement du compte prélevé n'a pas abouti",
	form: {
		title: 'Quel compte prélever ?',
		refused: 'Il reste quelque chose à corriger',
		holder: 'Titulaire du compte',
		holderMissing: 'Donnez le nom du titulaire, comme sur le relevé bancaire.',
		iban: 'IBAN',
		ibanHint: 'Sur votre relevé d’identité bancaire. Les espaces ne comptent pas.',
		problems: {
			missing: "Donnez l'IBAN du compte à prélever.",
			'not-an-iban': "Ce n'est pas un IBAN : il commence par deux lettres, comme FR76.",
			mistyped: 'Un signe manque ou a été échangé : recopiez cet IBAN depuis votre relevé.',
			'not-sepa': "Ce compte est hors de l'espace SEPA : nous ne pouvons pas le prélever.",
			'account-closed': "La banque répond que ce compte est clos. Rien n'est changé.",
			refused: "Ce compte a été refusé, sans raison donnée. Rien n'est changé.",
		},
		unavailable:
			"Le service de paiement ne répond pas. Rien n'est changé et rien n'est gardé de cet IBAN. Réessayez dans quelques minutes.",
		'no-provider':
			"Le changement en ligne n'est pas ouvert. Un conseiller vous envoie le mandat à signer, sur papier ou par e-mail.",
		privacy: "L'IBAN va au service de paiement. Nous n'en gardons que le pays et les quatre derniers signes.",
		next: 'Vérifier avant de signer',
		ask: 'En parler à quelqu’un',
	},
	review: {
		title: 'Signer ce mandat ?',
		now: 'Aujourd’hui',
		nowNone: 'Aucun compte prélevé',
		after: 'Après',
		when: 'Quand',
		whenNext: (amount: string, date: string) => `Dès le prochain prélèvement : ${amount} le ${date}.`,
		whenLater: 'Dès la prochaine facture.',
		price: 'Prix',
		free: (zero: string) => `Le changement coûte ${zero}.`,
		stops: "Ce qui s'arrête",
		stopsMandate: (mandate: string) => `Le mandat ${mandate} : l'ancien compte n'est plus prélevé.`,
		stopsNothing: 'Rien.',
		undo: 'Retour en arrière',
		undoHint: (minutes: number) => `Pendant ${minutes} minutes, en un geste. Ensuite, en donnant un autre compte.`,
		/** What a SEPA direct debit mandate has to say to whoever signs it. */
		mandate: (name: string, id: string) =>
			`En signant, vous autorisez ${name} (${id}) à demander à votre banque de prélever vos factures sur ce compte, et votre banque à le faire. Vous avez 8 semaines après un prélèvement pour en demander le remboursement à votre banque, et 13 mois s’il n’était pas autorisé.`,
		confirm: 'Signer et changer de compte',
		correct: 'Corriger',
		leave: 'Ne rien changer',
	},
	mail: {
		kept: {
			subject: (end: string) => `Le compte qui finit par ${end} sera prélevé`,
			body: ({ firstName, account, holder, mandate, creditor, date, time, link, phone, brand }: MethodMail) =>
				`Bonjour ${firstName},\n\nLe ${date} à ${time}, vous avez signé un mandat de prélèvement SEPA.\n\nCompte : ${account}, au nom de ${holder}\nMandat : ${mandate}\nCréancier : ${creditor}\n\nVos factures seront prélevées sur ce compte. Vous pouvez demander à votre banque le remboursement d’un prélèvement pendant 8 semaines.\n\n${link}\n\nCe n’était pas vous ? Appelez le ${phone}, ou écrivez-nous depuis cette page : un conseiller vous répond.\n\n${brand}`,
		},
		undone: {
			subject: (end: string) => `Changement annulé : le compte qui finit par ${end} reste prélevé`,
			body: ({ firstName, account, holder, mandate, creditor, date, time, link, phone, brand }: MethodMail) =>
				`Bonjour ${firstName},\n\nLe ${date} à ${time}, vous avez annulé le changement de compte. Tout est comme avant.\n\nCompte : ${account}, au nom de ${holder}\nMandat : ${mandate}\nCréancier : ${creditor}\n\n${link}\n\nCe n’était pas vous ? Appelez le ${phone}, ou écrivez-nous depuis cette page : un conseiller vous répond.\n\n${brand}`,
		},
	},
}
