interface NoticeWords {
	reference: string
	lastName: string
	contract: string
	email: string
	date: string
	time: string
	end: string
	brand: string
	phone: string
	link: string
}

const content = (w: Omit<NoticeWords, 'link'>) =>
	`Référence : ${w.reference}\nReçue le ${w.date} à ${w.time}\nNom : ${w.lastName}\nContrat ou ligne : ${w.contract}\nAdresse e-mail : ${w.email}`

export const cancel = {
	title: 'Résilier votre contrat',
	lead: 'En ligne, à toute heure, sans frais et sans compte à créer. Vous relisez tout avant que la demande parte.',
	keepNumber:
		'Vous voulez garder votre numéro ? Donnez votre code RIO (3179, depuis la ligne) à votre nouvel opérateur : il résilie pour vous.',
	name: 'Votre nom',
	nameHint: 'Le nom qui est sur le contrat.',
	contract: 'Contrat ou numéro de la ligne',
	contractHint: 'La référence en haut de votre facture (CT-…), votre numéro de client, ou le numéro de téléphone.',
	whichContract: 'Quel contrat ?',
	otherContract: 'Un autre contrat',
	otherReference: 'Référence ou numéro de la ligne, pour un autre contrat',
	email: "Adresse e-mail pour l'accusé de réception",
	wished: 'Date de fin souhaitée',
	wishedHint: (date: string) =>
		`Facultatif. Sans date, le contrat prend fin le ${date}, dix jours après votre demande.`,
	check: { cancellation: 'Vérifier ma demande', withdrawal: 'Vérifier ma déclaration' },
	checkOne: (check: string, contract: string) => `${check} : ${contract}`,
	refused: 'Il reste à compléter',
	errors: {
		lastName: 'Il manque votre nom.',
		contract: 'Il manque la référence du contrat ou le numéro de la ligne.',
		email: 'Il manque une adresse e-mail complète. Exemple : camille@exemple.fr',
		wishedPast: 'Cette date est passée.',
		wishedFar: 'Choisissez une date dans les deux ans.',
		wishedWrong: "Cette date n'existe pas.",
	},
	recap: 'Relisez votre demande',
	recapLead: "Rien n'est encore envoyé.",
	end: 'Fin du contrat',
	endOn: (date: string) => `le ${date}`,
	effects: 'Ce qui se passe ensuite',
	effectEnd: (date: string) => `Le service s'arrête à la fin de la journée du ${date}.`,
	effectBill: 'La dernière facture est calculée au jour près, jusqu’à cette date.',
	effectUnpaid: (amount: string) => `Vos factures déjà émises restent à payer : ${amount}.`,
	effectEquipment: 'Le matériel prêté est à rendre. Nous vous écrivons comment.',
	effectNumber: (numbers: string) => `Le ${numbers} est perdu, sauf si un autre opérateur l'a repris avant.`,
	effectOptions: (options: string) => `Les options s'arrêtent aussi : ${options}.`,
	effectCommitment: (until: string, months: number, atMost: string) =>
		`Vous êtes engagé jusqu'au ${until}. Les ${months} mois restants peuvent vous être demandés : ${atMost} au plus.`,
	effectNoCommitment: "Vous n'êtes pas engagé : il n'y a rien à payer pour partir.",
	effectUndo: (date: string) => `Vous pouvez changer d'avis jusqu'au ${date}.`,
	correct: 'Corriger',
	confirm: 'Notification de la résiliation',
	talk: "Vous préférez en parler ? C'est possible en bas de cette page, jamais obligatoire.",
	ackTitle: 'Votre résiliation est notifiée',
	ackWithdrawalTitle: 'Votre rétractation est confirmée',
	ackLead: (email: string) => `Cet accusé de réception part aussi à ${email}. Gardez-le.`,
	ackReference: 'Référence',
	ackReceived: 'Reçue',
	ackReceivedAt: (date: string, time: string) => `le ${date} à ${time}`,
	ackPrint: 'Cette page reste à cette adresse.',
	ackNotFound: (brand: string) =>
		`Si le nom et la référence ne suffisent pas à trouver le contrat, quelqu'un de ${brand} vous écrit à cette adresse. La date de votre demande reste celle-ci.`,
	undo: 'Annuler cette résiliation',
	undoLead: (date: string) => `Vous changez d'avis ? Jusqu'au ${date}, un clic suffit et le contrat continue.`,
	undone: 'La résiliation est annulée. Le contrat continue comme avant.',
	undoTooLate: 'Le contrat a pris fin : la résiliation ne peut plus être annulée ici.',
	withdrawTitle: 'Renoncer au contrat ici',
	withdrawLead: (days: number) =>
		`Vous avez ${days} jours après une souscription en ligne, par téléphone ou à domicile, sans donner de raison et sans frais.`,
	withdrawOpen: (contract: string, date: string) => `${contract} : jusqu'au ${date}.`,
	withdrawNone:
		"Aucun de vos contrats n'est dans ce délai. Vous pouvez tout de même envoyer votre demande, ou résilier votre contrat.",
	withdrawRecap: 'Relisez votre déclaration',
	declaration: (contract: string) => `« Je renonce au contrat ${contract}. »`,
	withdrawEffectRefund: 'Ce que vous avez payé est remboursé dans les quatorze jours.',
	withdrawEffectEquipment: 'Le matériel reçu est à renvoyer dans les quatorze jours.',
	withdrawEffectUsed:
		'Si vous aviez demandé que le service commence tout de suite, les jours utilisés restent à payer.',
	withdrawConfirm: 'Confirmer la rétractation',
	toWithdraw: 'Renoncer au contrat ici',
	toWithdrawLead: 'Contrat souscrit il y a moins de quatorze jours ?',
	refusedStep: { cancellation: 'Résiliation : formulaire refusé', withdrawal: 'Rétractation : formulaire refusé' },
	unmatchedStep: {
		cancellation: 'Résiliation reçue, contrat à retrouver',
		withdrawal: 'Rétractation reçue, contrat à vérifier',
	},
	deskUnmatched: {
		cancellation: (w: Omit<NoticeWords, 'link'>) =>
			`Résiliation reçue, contrat à retrouver\n\n${content(w)}\nFin demandée : le ${w.end}\n\nLe nom et la référence n'ont pas suffi. Écrire à cette adresse pour savoir quel contrat ; la date de la demande reste celle-ci.`,
		withdrawal: (w: Omit<NoticeWords, 'link'>) =>
			`Rétractation reçue, contrat à vérifier\n\n${content(w)}\n\nLe contrat n'a pas été trouvé, ou son délai de rétractation est passé. Écrire à cette adresse ; la date de la déclaration reste celle-ci.`,
	},
	deskRefund: (w: Omit<NoticeWords, 'link'> & { refundBy: string }) =>
		`Rétractation du ${w.date} : remboursement\n\n${content(w)}\n\nLe contrat a pris fin. Ce qui a été payé est remboursé au plus tard le ${w.refundBy} ; la date exacte est confirmée par écrit.`,
	reviewed: { cancellation: 'Résilier un contrat', withdrawal: 'Renoncer à un contrat' },
	step: { cancellation: 'Résiliation notifiée', withdrawal: 'Rétractation confirmée' },
	mailSubject: {
		cancellation: (reference: string) => `Accusé de réception de votre résiliation (${reference})`,
		withdrawal: (reference: string) => `Accusé de réception de votre rétractation (${reference})`,
	},
	mailBody: {
		cancellation: (w: NoticeWords) =>
			`Bonjour,\n\nNous avons bien reçu la notification de résiliation que voici.\n\n${content(w)}\nFin du contrat : le ${w.end}\n\nCe qui se passe ensuite : le service s'arrête à la fin de cette journée, la dernière facture est calculée au jour près, et le matériel prêté est à rendre.\n\nVous changez d'avis ? Jusqu'à cette date, la résiliation s'annule ici :\n${w.link}\n\nSi le nom et la référence ne suffisent pas à trouver le contrat, quelqu'un vous écrit à cette adresse ; la date de votre demande reste celle de ce message.\n\n${w.brand}\n`,
		withdrawal: (w: NoticeWords) =>
			`Bonjour,\n\nNous avons bien reçu la déclaration de rétractation que voici.\n\n« Je renonce au contrat ${w.contract}. »\n\n${content(w)}\n\nCe qui se passe ensuite : ce que vous avez payé est remboursé dans les quatorze jours, et le matériel reçu est à renvoyer dans les quatorze jours.\n\nCet accusé de réception reste ici :\n${w.link}\n\nSi le nom et la référence ne suffisent pas à trouver le contrat, quelqu'un vous écrit à cette adresse ; la date de votre déclaration reste celle de ce message.\n\n${w.brand}\n`,
	},
	holderSubject: {
		cancellation: 'Une résiliation de votre contrat a été demandée',
		withdrawal: 'Une rétractation de votre contrat a été demandée',
	},
	holderBody: {
		cancellation: (w: NoticeWords) =>
			`Bonjour,\n\nLe ${w.date} à ${w.time}, quelqu'un a notifié la résiliation de votre contrat (${w.contract}), avec une autre adresse e-mail que la vôtre. Fin prévue : le ${w.end}.\n\nCe n'est pas vous, ou vous changez d'avis ? Annulez ici :\n${w.link}\n\n${w.brand}\n`,
		withdrawal: (w: NoticeWords) =>
			`Bonjour,\n\nLe ${w.date} à ${w.time}, quelqu'un a confirmé une rétractation de votre contrat (${w.contract}), avec une autre adresse e-mail que la vôtre.\n\nCe n'est pas vous ? Répondez tout de suite à ce message.\n\n${w.brand}\n`,
	},
	undoneSubject: (reference: string) => `Votre résiliation est annulée (${reference})`,
	undoneBody: (w: Omit<NoticeWords, 'link'>) =>
		`Bonjour,\n\nLe ${w.date} à ${w.time}, la résiliation ${w.reference} (${w.contract}) a été annulée. Le contrat continue comme avant.\n\n${w.brand}\n`,
}
