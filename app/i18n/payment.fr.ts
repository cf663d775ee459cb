export interface PaymentMail {
	firstName: string
	amount: string
	number: string
	date: string
	time: string
	reference: string
	link: string
	brand: string
}

export interface RefundMail {
	firstName: string
	amount: string
	number: string
	/** Of the payment, then of the case. */
	payment: string
	reference: string
	link: string
	brand: string
}

export const fr = {
	pay: (amount: string) => `Payer ${amount} maintenant`,
	payHint: 'Par carte, sur la page de paiement. La somme ne sera pas prélevée une deuxième fois.',
	step: "Paiement d'une facture",
	failedStep: "Le paiement d'une facture n'a pas abouti",
	label: (number: string) => `Facture ${number}`,
	title: (number: string) => `Payer la facture ${number}`,
	reference: (reference: string) => `Paiement ${reference}`,
	amount: 'Montant',
	invoice: 'Facture',
	asked: 'Demandé',
	open: {
		title: 'Il reste à payer sur la page de paiement.',
		text: (provider: string) =>
			`Vous y donnez votre carte à ${provider} : son numéro ne passe jamais par nous. Vous revenez ici ensuite.`,
		go: 'Aller à la page de paiement',
	},
	paid: { title: 'Payé. Merci.', text: 'Le reçu part par e-mail. Cette facture ne sera pas prélevée.' },
	unknown: {
		title: 'Nous ne savons pas encore si ce paiement a abouti.',
		text: 'La réponse ne nous est pas parvenue. Votre demande est gardée, nous la relisons toutes les 20 secondes. Ne payez pas une deuxième fois : cette page vous dira ce qu’il en est, et un e-mail aussi.',
		again: 'Relire maintenant',
	},
	refused: {
		title: 'Le paiement a été refusé.',
		text: 'Rien n’a été débité.',
		reasons: {
			'insufficient-funds': 'Votre banque répond que la provision ne suffit pas.',
			declined: 'Votre banque a refusé, sans dire pourquoi.',
		} as Record<string, string>,
	},
	left: { title: 'Vous êtes revenu sans payer.', text: 'Rien n’a été débité. La facture reste à payer.' },
	refund: {
		title: 'Payé une fois de trop : nous vous remboursons.',
		text: (reference: string) =>
			`La facture était déjà payée quand ce paiement est arrivé. Quelqu'un vous rend la somme et vous écrit quand (dossier ${reference}).`,
		follow: 'Suivre ce remboursement',
		body: ({ amount, number, payment }: Pick<RefundMail, 'amount' | 'number' | 'payment'>) =>
			`Remboursement de ${amount}\n\nPaiement ${payment} reçu pour la facture ${number}, qui était déjà payée ou n'existe plus. La somme est à rendre ; la date du remboursement est confirmée par écrit.`,
		mailSubject: (reference: string) => `Payé une fois de trop : nous vous remboursons (${reference})`,
		mailBody: ({ firstName, amount, number, payment, reference, link, brand }: RefundMail) =>
			`Bonjour ${firstName},\n\nNous avons reçu ${amount} pour la facture ${number}, qui était déjà payée (paiement ${payment}).\n\nVous n'avez rien à faire : quelqu'un vous rend cette somme et vous écrit quand. Dossier ${reference}.\n\n${link}\n\n${brand}`,
	},
	retry: 'Essayer à nouveau',
	booking: 'La facture sera marquée payée dans quelques minutes.',
	back: 'Voir la facture',
	talk: 'En parler à quelqu’un',
	history: 'Vos paiements',
	states: {
		open: 'À finir',
		unknown: 'Pas encore su',
		paid: 'Payé',
		refused: 'Refusé',
		left: 'Abandonné',
	},
	problems: {
		'already-paid': 'Cette facture est déjà payée.',
		'no-provider': 'Le paiement en ligne n’est pas ouvert. La facture sera prélevée à la date indiquée.',
		unavailable:
			'Nous n’arrivons pas à lire votre facture en ce moment. Rien n’est changé. Réessayez dans quelques minutes.',
	},
	dispute: {
		open: 'Contester',
		openNamed: (what: string) => `Contester la ligne ${what}`,
		lead: 'Un conseiller lit cette ligne et vous répond par écrit. Rien d’autre n’est à envoyer.',
		words: 'Ce qui vous surprend (facultatif)',
		submit: 'Contester cette ligne',
		line: (what: string, amount: string, month: string) => `Ligne contestée : ${what}, ${amount}, facture de ${month}.`,
		asked: (reference: string, day: string) => `Contestée : dossier ${reference}. Réponse écrite au plus tard ${day}.`,
	},
	mailSubject: (number: string) => `Reçu : facture ${number} payée`,
	mailBody: ({ firstName, amount, number, date, time, reference, link, brand }: PaymentMail) =>
		`Bonjour ${firstName},\n\nNous avons reçu ${amount} pour la facture ${number}, le ${date} à ${time}.\nPaiement ${reference}. La facture ne sera pas prélevée.\n\n${link}\n\n${brand}`,
	test: {
		title: 'Page de paiement d’essai',
		warning:
			'Essai : aucune carte n’est demandée, aucun argent ne bouge. Cette page tient la place de celle d’un prestataire de paiement.',
		toPay: (amount: string, label: string) => `${amount} pour ${label}`,
		pay: 'Payer',
		silent: 'Payer, et ne pas répondre pendant 15 secondes',
		refuse: 'Faire refuser par la banque',
		leave: 'Revenir sans payer',
		done: 'Ce paiement est déjà décidé.',
		goBack: 'Revenir',
	},
}
