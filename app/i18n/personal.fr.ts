import { plural } from './messages'

export const fr = {
	title: 'Vos données personnelles',
	lead: 'Ce que nous savons de vous, ce que vous nous permettez, et comment en avoir une copie ou le faire effacer.',
	back: 'Retour à votre compte',
	backToData: 'Retour à vos données',
	inThisPage: 'Dans cette page',
	save: { name: 'Enregistrer le nom', address: "Enregistrer l'adresse" },
	who: 'Vous',
	firstName: 'Prénom',
	lastName: 'Nom',
	street: 'Numéro et rue',
	postcode: 'Code postal',
	city: 'Ville',
	address: 'Adresse postale',
	addressHint: "Elle est sur vos factures. Vous déménagez aussi votre box ? C'est une autre démarche :",
	moving: 'préparer un déménagement',
	contact: 'Vous joindre',
	email: 'E-mail',
	emailHint: "C'est aussi l'adresse avec laquelle vous vous connectez. Un code est envoyé à la nouvelle.",
	phone: 'Téléphone',
	phoneHint: 'Pour vous rappeler et vous prévenir. Un code est envoyé au nouveau numéro.',
	noPhone: 'Aucun numéro',
	newEmail: 'Nouvelle adresse e-mail',
	newPhone: 'Nouveau numéro',
	changeEmail: "Changer d'e-mail",
	changePhone: 'Changer de numéro',
	current: (value: string) => `Aujourd'hui : ${value}`,
	waiting: {
		email: (value: string) => `Vous avez demandé à passer à ${value}. Il manque le code.`,
		phone: (value: string) => `Vous avez demandé à passer au ${value}. Il manque le code.`,
	},
	goOn: 'Continuer',
	done: {
		name: 'Votre nom est enregistré.',
		address: 'Votre adresse postale est enregistrée.',
		email: "Votre nouvelle adresse e-mail est enregistrée. L'ancienne est prévenue.",
		phone: "Votre nouveau numéro est enregistré. L'ancien est prévenu.",
		same: "C'est déjà ce que nous avons : rien n'a changé.",
		consent: 'Votre choix est enregistré.',
		export: 'Votre copie se prépare. Vous pouvez fermer cette page.',
	},
	errors: {
		title: "Ce n'est pas encore enregistré",
		firstName: 'Il manque votre prénom.',
		lastName: 'Il manque votre nom.',
		street: 'Il manque la rue.',
		postcode: 'Le code postal a 5 chiffres, comme 59800.',
		city: 'Il manque la ville.',
		email: 'Cette adresse est incomplète. Exemple : camille@exemple.fr',
		phone: "Ce numéro ne peut pas être appelé. Un numéro français s'écrit avec 10 chiffres, comme 06 12 34 56 78.",
	},
	history: 'Ce qui a changé',
	noHistory: "Rien n'a été changé ici.",
	changedOn: (what: string, when: string) => `${what}, ${when}`,
	field: { name: 'Nom', address: 'Adresse postale', email: 'E-mail', phone: 'Téléphone' },
	contested: 'contesté depuis, et remis comme avant',
	code: {
		title: { email: 'Confirmer votre adresse', phone: 'Confirmer votre numéro' },
		sent: {
			email: (to: string) => `Un code à 6 chiffres vient de partir à ${to}. Il est valable 10 minutes.`,
			sms: (to: string) => `Un code à 6 chiffres vient de partir par SMS au ${to}. Il est valable 10 minutes.`,
			voice: (to: string) =>
				`Nous appelons le ${to} et lisons un code à 6 chiffres, deux fois. Il est valable 10 minutes.`,
		},
		toSend: (to: string) => `Nous envoyons un code à ${to} pour vérifier que c'est bien chez vous.`,
		unchanged: "Rien n'a changé pour l'instant. Ce que vous avez écrit est gardé 24 heures.",
		label: 'Code à 6 chiffres',
		hint: 'Vous pouvez le coller.',
		submit: 'Confirmer',
		endOthers: 'Déconnecter aussi les autres navigateurs',
		endOthersHint: "À cocher si quelqu'un d'autre connaît votre ancienne adresse.",
		send: {
			email: 'Recevoir le code par e-mail',
			sms: 'Recevoir le code par SMS',
			voice: 'Recevoir le code par appel',
		},
		again: 'Rien reçu ?',
		problem: {
			missing: 'Il manque le code à 6 chiffres.',
			wrong: (left: number) =>
				`Ce code n'est pas le bon. Encore ${left} ${plural('fr', left, 'essai', 'essais')} avec celui-ci.`,
			dead: "Ce code ne peut plus servir. Demandez-en un autre : ce que vous avez écrit n'est pas perdu.",
			expired: "Ce code a plus de 10 minutes. Demandez-en un autre : ce que vous avez écrit n'est pas perdu.",
			taken: 'Un autre compte se connecte déjà avec cette adresse. Choisissez-en une autre.',
			settled: "Cette demande n'attend plus de code.",
			'code-wait': (wait: string) => `Trop de codes demandés. Vous pourrez en demander un autre dans ${wait}.`,
			'codes-paused':
				"Nous n'envoyons plus de code par téléphone pour l'instant. Écrivez-nous : quelqu'un le change avec vous.",
		},
		other: 'Revenir sans rien changer',
		stuck: "Ça ne marche pas ? Quelqu'un peut le faire avec vous. Cette étape part avec votre demande.",
		write: "Écrire à quelqu'un",
		step: { email: "Changer d'e-mail", phone: 'Changer de numéro' },
	},
	confirm: {
		title: "Confirmer que c'est vous",
		lead: (minutes: number) =>
			`Vous êtes connecté depuis plus de ${minutes} minutes. Avant ce qui ne se défait pas, nous vérifions que c'est toujours vous.`,
		send: 'Recevoir un code par e-mail',
		sent: (email: string) => `Un code à 6 chiffres vient de partir à ${email}. Il est valable 10 minutes.`,
		submit: 'Confirmer',
		step: 'Confirmer son identité',
	},
	contest: {
		title: "Ce n'était pas vous ?",
		lead: (what: string, when: string) => `Le ${when}, ${what} de votre compte a été changé.`,
		what: "Si ce n'était pas vous, dites-le. Ce qui a été changé est remis comme avant, tous les navigateurs sont déconnectés, et quelqu'un de chez nous regarde votre compte.",
		submit: "Ce n'était pas moi",
		mine: "C'était vous ? Vous n'avez rien à faire.",
		done: {
			'put-back':
				"C'est remis comme avant et tous les navigateurs sont déconnectés. Quelqu'un regarde votre compte et vous écrit.",
			told: "C'est dit. Tous les navigateurs sont déconnectés, quelqu'un regarde votre compte et vous écrit.",
		},
		signIn: 'Se connecter',
		toAdvisors: (what: string) =>
			`Signalé par le lien envoyé à l'ancienne adresse : ${what} a été changé et ce n'était pas moi. Vérifier le compte avec son titulaire.`,
	},
	consents: {
		title: 'Ce que vous nous permettez',
		lead: "Rien n'est coché à votre place. Un oui se retire aussi facilement qu'il se donne, sans conséquence sur vos contrats.",
		yes: 'Oui',
		no: 'Non',
		agree: "J'accepte",
		withdraw: 'Je retire mon accord',
		agreeTo: (title: string) => `J'accepte : ${title}`,
		withdrawFrom: (title: string) => `Je retire mon accord : ${title}`,
		changed: "Le texte a changé depuis votre accord : il ne vaut que pour les mots d'alors.",
		history: 'Historique',
		said: { yes: (when: string) => `Accepté le ${when}`, no: (when: string) => `Retiré le ${when}` },
		version: (version: string) => `texte ${version}`,
		how: { account: 'dans votre compte', contract: 'à la souscription' },
		step: 'Changer ce que je permets',
	},
	export: {
		title: 'Une copie de tout',
		lead: 'Un fichier zip : une page à lire et les mêmes données en JSON. Il se prépare sans vous, un e-mail vous prévient.',
		ask: 'Demander une copie',
		again: 'Demander une nouvelle copie',
		state: {
			waiting: (when: string) => `Demandée ${when}. Elle se prépare.`,
			ready: (when: string) => `Prête depuis ${when}.`,
			failed: (when: string) =>
				`La copie demandée ${when} n'a pas pu être faite. Rien n'est perdu : demandez-en une autre.`,
			over: (when: string) => `La copie du ${when} n'est plus disponible.`,
		},
		until: (date: string) => `Disponible jusqu'au ${date}.`,
		download: (size: string) => `Télécharger la copie (zip, ${size})`,
		reload: 'Voir où elle en est',
		mailSubject: 'La copie de vos données est prête',
		mailBody: ({ link, until, brand }: { link: string; until: string; brand: string }) =>
			`Bonjour,\n\nLa copie de vos données est prête. Connectez-vous pour la télécharger :\n${link}\n\nLe lien est valable jusqu'au ${until} et ne s'ouvre que dans votre compte. Ensuite le fichier est effacé.\n\n${brand}`,
		step: 'Demander une copie de ses données',
	},
	erase: {
		title: 'Faire effacer mes données',
		lead: 'Votre compte, vos échanges, vos lignes, votre consommation : tout ce que la loi ne nous oblige pas à garder.',
		link: 'Voir ce qui serait effacé et ce qui reste, et décider',
		gone: 'Ce qui est effacé',
		goneList: [
			'Votre compte : vous ne pourrez plus vous connecter.',
			'Vos échanges avec nous : chats, fichiers envoyés, rappels, messages, notes et comptes rendus.',
			'Vos lignes, options, renvois, consommation, réglages et partages.',
			'Vos visites du site et ce qui vous y a gêné.',
			'Les e-mails et SMS que nous vous avons envoyés, et vos accords.',
			'La copie de vos données, si vous en avez demandé une.',
		],
		kept: 'Ce que la loi nous fait garder',
		keptLead:
			"Chaque chose à part, hors de tout écran, pour sa seule raison, jusqu'à sa date. Puis elle est effacée à son tour.",
		keptNone: 'Rien : la loi ne nous oblige à garder rien de vous.',
		what: 'Quoi',
		why: 'Pourquoi',
		until: "Jusqu'au",
		kinds: {
			invoice: 'Vos factures, avec votre nom et votre adresse',
			identity: 'Qui était titulaire : nom, adresse, e-mail et numéros',
			mandate: 'Votre mandat de prélèvement',
			notice: 'Vos résiliations et rétractations',
			consent: 'La preuve de vos accords et de leurs retraits',
		},
		reasons: {
			invoice: 'Pièces comptables : 10 ans (Code de commerce, art. L. 123-22).',
			identity:
				"Identité civile d'un abonné : 5 ans après la fin du contrat (Code des postes et des communications électroniques, art. L. 34-1).",
			mandate: 'Un prélèvement peut être contesté 13 mois (Code monétaire et financier, art. L. 133-24).',
			notice: 'Preuve en cas de désaccord : 5 ans (Code civil, art. 2224).',
			consent: 'Preuve que vous avez été sollicité avec votre accord : 5 ans (RGPD, art. 7.1 ; Code civil, art. 2224).',
		},
		contract: {
			title: 'Un contrat est en cours',
			lead: "Nous ne pouvons pas effacer ce qu'il faut pour le tenir. Résiliez-le d'abord : trois clics, fin sous 10 jours au plus. Vous pourrez demander l'effacement une fois la fin passée.",
			cancel: 'Résilier votre contrat',
			ends: (name: string, date: string) => `${name} prend fin le ${date}.`,
			runs: (name: string) => `${name} est en cours.`,
		},
		unpaid: {
			title: 'Une facture attend son paiement',
			lead: "Une fois votre compte effacé, vous ne pourriez plus la payer ni la contester. Réglez-la d'abord, ou parlez-en avec quelqu'un.",
			see: 'Voir vos factures',
		},
		unavailable: {
			title: 'Nous ne savons pas encore',
			lead: "Nous n'arrivons pas à lire vos contrats en ce moment. Réessayez dans quelques minutes.",
		},
		talk: "Parler à quelqu'un d'abord",
		days: (n: number) =>
			`Rien n'est effacé tout de suite : vous avez ${n} ${plural('fr', n, 'jour', 'jours')} pour revenir sur votre décision. Ensuite, ça ne se défait pas.`,
		understand: "J'ai lu ce qui est effacé et ce qui reste",
		understandMissing: 'Cochez la case pour dire que vous avez lu.',
		submit: 'Demander l’effacement',
		copyFirst: 'Vous voulez garder quelque chose ?',
		copyLink: "Demander d'abord une copie de tout",
		waiting: (date: string) => `Vos données seront effacées le ${date}.`,
		waitingLead: (reference: string) =>
			`Demande ${reference}. Jusque-là tout marche comme d'habitude, et vous pouvez revenir sur votre décision.`,
		undo: 'Ne plus effacer mes données',
		undone: "L'effacement est annulé. Rien n'a été effacé.",
		stopped: (date: string) =>
			`L'effacement prévu le ${date} n'a pas eu lieu : un contrat ou une facture est en cours. Vous pouvez le redemander ensuite.`,
		step: "Demander l'effacement de ses données",
		mail: {
			askedSubject: (reference: string) => `Effacement de vos données demandé (${reference})`,
			askedBody: ({ date, reference, link, brand }: Mail) =>
				`Bonjour,\n\nVous avez demandé l'effacement de vos données (${reference}). Il aura lieu le ${date}.\n\nVous avez changé d'avis, ou ce n'était pas vous ? Connectez-vous jusque-là pour l'arrêter :\n${link}\n\n${brand}`,
			undoneSubject: (reference: string) => `Effacement annulé (${reference})`,
			undoneBody: ({ reference, brand }: Mail) =>
				`Bonjour,\n\nL'effacement de vos données (${reference}) est annulé. Rien n'a été effacé.\n\n${brand}`,
			stoppedSubject: (reference: string) => `Effacement arrêté (${reference})`,
			stoppedBody: ({ reference, link, brand }: Mail) =>
				`Bonjour,\n\nL'effacement de vos données (${reference}) n'a pas eu lieu : un contrat est en cours ou une facture attend son paiement. Rien n'a été effacé. Vous pouvez le redemander ensuite, ou en parler avec quelqu'un :\n${link}\n\n${brand}`,
			doneSubject: (reference: string) => `Vos données sont effacées (${reference})`,
			doneBody: ({ date, reference, brand, kept }: Mail & { kept: string }) =>
				`Bonjour,\n\nVos données ont été effacées le ${date} (${reference}).\n\n${kept}\n\nCe message est le dernier : votre adresse est effacée au plus tard un jour après son envoi.\n\n${brand}`,
			keptNone: 'Nous ne gardons plus rien de vous.',
			keptSome: 'La loi nous fait garder, à part et hors de tout écran :',
			keptOne: (what: string, until: string) => `- ${what}, jusqu'au ${until} au plus tard`,
		},
	},
	sessions: 'Navigateurs connectés',
	sessionsLead: 'Voir où votre compte est ouvert, et le fermer.',
	timeline: "Tout ce qui s'est passé",
	mail: {
		what: {
			name: 'votre nom',
			address: 'votre adresse postale',
			email: "l'adresse e-mail",
			phone: 'le numéro de téléphone',
		},
		codeSubject: (code: string, brand: string) => `${code} est votre code ${brand}`,
		codeBody: (code: string, minutes: number, brand: string) =>
			`Bonjour,\n\nVotre code pour confirmer cette adresse : ${code}\n\nIl est valable ${minutes} minutes. Vous n'avez rien demandé ? Ne faites rien : sans ce code, rien ne change.\n\n${brand}`,
		changedSubject: { name: 'Votre nom a été changé', address: 'Votre adresse postale a été changée' },
		changedBody: ({ what, date, time, brand }: { what: string; date: string; time: string; brand: string }) =>
			`Bonjour,\n\nLe ${date} à ${time}, ${what} a été changé dans votre compte. Ce n'était pas vous ? Répondez à ce message ou appelez-nous.\n\n${brand}`,
		toldSubject: {
			email: "L'adresse e-mail de votre compte a été changée",
			phone: 'Le numéro de votre compte a été changé',
		},
		toldBody: (told: { what: string; date: string; time: string; link: string; days: number; brand: string }) =>
			`Bonjour,\n\nLe ${told.date} à ${told.time}, ${told.what} de votre compte a été changé.\n\nC'était vous ? Vous n'avez rien à faire.\nCe n'était pas vous ? Dites-le ici, sans vous connecter, pendant ${told.days} jours :\n${told.link}\n\n${told.brand}`,
		toldSms: (brand: string, phone: string) =>
			`${brand} : le numéro de votre compte a été changé. Ce n'était pas vous ? Appelez le ${phone}.`,
	},
}

interface Mail {
	date: string
	reference: string
	link: string
	brand: string
}
