export interface InviteMail {
	owner: string
	level: 'see' | 'manage'
	numbers: string
	until: string
	link: string
	brand: string
}

export interface OwnerMail {
	firstName: string
	email: string
	link: string
	brand: string
}

export const fr = {
	title: 'Lignes confiées',
	lead: 'Laissez un proche voir ou gérer certaines de vos lignes. Vous reprenez la main quand vous voulez, tout de suite.',
	invitations: 'On vous confie des lignes',
	invitation: {
		see: (owner: string, until: string) => `${owner} vous laisse voir des lignes, jusqu'au ${until}.`,
		manage: (owner: string, until: string) => `${owner} vous laisse gérer des lignes, jusqu'au ${until}.`,
	},
	accept: 'Accepter',
	refuse: 'Refuser',
	received: 'Lignes que l’on vous confie',
	receivedFrom: {
		see: (owner: string, until: string) => `Ligne de ${owner}. Vous pouvez la voir, jusqu'au ${until}.`,
		manage: (owner: string, until: string) => `Ligne de ${owner}. Vous pouvez la gérer, jusqu'au ${until}.`,
	},
	giveBack: (owner: string) => `Rendre les lignes de ${owner}`,
	given: 'À qui vous confiez des lignes',
	givenNone: 'Vous ne confiez aucune ligne.',
	levels: { see: 'Voir', manage: 'Gérer' },
	states: { invited: 'Invitation envoyée', running: 'En cours', over: 'Terminé' },
	until: (date: string) => `Jusqu'au ${date}`,
	endedBy: {
		owner: (date: string) => `Repris par vous le ${date}`,
		delegate: (date: string) => `Rendu le ${date}`,
	},
	revoke: 'Reprendre la main',
	revokeNamed: (email: string) => `Reprendre la main sur les lignes confiées à ${email}`,
	lastDay: 'Dernier jour',
	changeDay: 'Changer le dernier jour',
	form: {
		title: 'Confier des lignes',
		email: 'E-mail de la personne',
		emailHint:
			'Elle se connecte avec cette adresse et accepte. Nous ne vous disons pas si cette adresse a un compte ici.',
		lines: 'Quelles lignes',
		level: 'Que peut faire cette personne',
		see: 'Voir',
		seeHint: 'La consommation et l’état de la ligne.',
		manage: 'Gérer',
		manageHint:
			'En plus : renvoyer les appels, suspendre la ligne perdue, la remettre en service. Vous recevez un e-mail chaque fois.',
		never: 'Jamais : vos factures, vos paiements, vos données personnelles, votre contrat.',
		lastDayHint: 'Un an au plus. Vous pourrez le changer.',
		submit: 'Envoyer l’invitation',
		refused: 'Il reste quelque chose à corriger',
		problems: {
			email: 'Donnez une adresse e-mail comme nom@exemple.fr.',
			'own-email': 'C’est votre propre adresse.',
			lines: 'Choisissez au moins une de vos lignes.',
			day: 'Donnez un dernier jour à venir, dans un an au plus.',
			unavailable: 'Nous n’arrivons pas à lire vos lignes en ce moment. Réessayez dans quelques minutes.',
		},
	},
	news: {
		invite: 'L’invitation est partie. Rien n’est ouvert avant que la personne accepte.',
		accepte: 'C’est accepté. Les lignes sont ci-dessous.',
		refuse: 'C’est rendu. Vous ne voyez plus ces lignes.',
		repris: 'Vous avez repris la main : cette personne ne peut plus rien voir ni faire, dès maintenant.',
		jour: 'Le dernier jour est changé.',
		rien: 'Cette invitation n’est plus valable.',
	},
	onLine: (owner: string) => `Ligne de ${owner}. Ce que vous y faites porte votre nom, et un e-mail le lui dit.`,
	of: (owner: string) => `Ligne de ${owner}.`,
	seeOnly: (owner: string) => `Ligne de ${owner}. Vous pouvez la voir, pas la changer.`,
	mail: {
		inviteSubject: (owner: string) => `${owner} vous confie des lignes`,
		inviteBody: ({ owner, level, numbers, until, link, brand }: InviteMail) =>
			`Bonjour,\n\n${owner} vous laisse ${level === 'manage' ? 'gérer' : 'voir'} : ${numbers}, jusqu'au ${until}.\n\nConnectez-vous avec cette adresse e-mail pour accepter ou refuser :\n${link}\n\nVous ne connaissez pas cette personne ? Ne faites rien : rien n'est ouvert sans votre accord.\n\n${brand}`,
		accepted: {
			subject: (email: string) => `${email} a accepté vos lignes`,
			body: ({ firstName, email, link, brand }: OwnerMail) =>
				`Bonjour ${firstName},\n\n${email} a accepté les lignes que vous lui confiez. Vous reprenez la main quand vous voulez, en un geste :\n${link}\n\n${brand}`,
		},
		'given-back': {
			subject: (email: string) => `${email} vous rend vos lignes`,
			body: ({ firstName, email, link, brand }: OwnerMail) =>
				`Bonjour ${firstName},\n\n${email} ne voit plus les lignes que vous lui confiiez.\n${link}\n\n${brand}`,
		},
	},
}
