export const fr = {
	entry: "Ce qu'en disent les clients",
	title: "Ce qu'en disent les clients",
	back: 'Frictions',
	lead: (days: number) =>
		`Une seule question, au plus une fois tous les 30 jours par personne, après un échange ou une démarche. Les ${days} derniers jours.`,
	scoreTitle: 'Score d’effort client',
	scoreLead: (share: string, low: string, high: string) => `${share} ont trouvé cela facile (entre ${low} et ${high}).`,
	notYet: (n: string) => `${n} réponses : trop peu pour un score. Il en faut 30.`,
	responses: (answered: string, questions: string, share: string) =>
		`${answered} réponses pour ${questions} questions posées (${share}).`,
	noQuestions: 'Aucune question posée sur la période.',
	method:
		'Échelle de 1 (énormément d’efforts) à 7 (aucun). Le score est la part des réponses 5, 6 et 7. L’intervalle est celui de Wilson, à 95 %. Sous 30 réponses, aucun score n’est montré. Les réponses ne sont liées à aucun échange ni à aucun conseiller : aucun score par personne ne peut exister.',
	methodTitle: 'Comment est-ce compté ?',
	table: { answers: 'Réponses', easy: 'Facile', mean: 'Moyenne sur 7' },
	notSignificant: 'Non significatif',
	byChannel: 'Après quoi',
	byReason: 'Motif',
	channels: { chat: 'Un échange par chat', callback: 'Un rappel', act: 'Une démarche dans l’espace client' },
	between: (low: string, high: string) => `${low} à ${high}`,
	followUp: {
		title: 'À recontacter',
		lead: "Ces clients ont trouvé cela difficile et acceptent qu'on leur écrive.",
		counts: (written: string, all: string, inTime: string, days: number) =>
			`${written} sur ${all} ont reçu un mot ces ${days} derniers jours, dont ${inTime} à temps.`,
		none: 'Personne n’attend un mot de notre part.',
		due: (day: string) => `avant ${day}`,
		late: (day: string) => `en retard, promis pour ${day}`,
		owner: (name: string) => `Suivi par ${name}`,
		noOwner: 'Sans responsable',
		write: (name: string) => `Écrire à ${name}`,
		body: (score: number) =>
			`Après un contact ou une démarche, la réponse à « Avez-vous eu à faire beaucoup d'efforts ? » a été ${score} sur 7 (1 : énormément), avec l'accord pour qu'on écrive à ce sujet.`,
		words: (words: string) => `Ses mots : ${words}`,
	},
	words: {
		title: 'Leurs mots, un par un',
		none: "Personne n'a rien écrit sur la période.",
		score: (score: number) => `${score} sur 7`,
	},
}
