export const fr = {
	files: {
		add: 'Joindre des fichiers',
		named: (name: string) => `${name} :`,
		chosen: 'Part avec votre prochain message',
		take: (name: string) => `Retirer ${name}`,
		toCustomer: 'Photos, PDF ou texte, 10 Mo au plus chacun.',
		hint: "Photos, PDF ou texte, 10 Mo au plus chacun. Le lieu et l'appareil sont effacés des photos.",
		image: (name: string) => `Image : ${name}`,
		save: (name: string, size: string) => `Enregistrer ${name}, ${size}`,
		kilobytes: (count: number) => `${count} Ko`,
		megabytes: (count: string) => `${count} Mo`,
		problem: {
			'file-kind':
				"Ce fichier n'est pas parti : nous prenons les photos (JPEG, PNG, WebP), les PDF simples et le texte.",
			'file-empty': "Ce fichier n'est pas parti : il est vide.",
			'file-large': "Ce fichier n'est pas parti : 10 Mo au plus. Une capture d'écran suffit souvent.",
			'file-broken': "Cette image n'est pas partie : elle est abîmée ou trop grande. Essayez une capture d'écran.",
			'files-many': "Rien n'est parti : cinq fichiers au plus par message.",
			'files-full':
				"Rien n'est parti : cette conversation a déjà tous les fichiers qu'elle peut contenir. Convenez d'un autre moyen dans la conversation.",
		},
	},
	hidden: {
		card: "Numéro de carte masqué avant d'être enregistré : personne ne l'a lu.",
		iban: "IBAN masqué avant d'être enregistré : personne ne l'a lu.",
	},
	leadsTo: (host: string) => `mène à ${host}`,
	forget: 'Oublier sur cet appareil',
	forgetHint: "Ordinateur partagé ? Cette conversation ne s'ouvrira plus d'ici.",
	spoken: 'Nouveaux messages',
	effort: {
		title: "Avez-vous eu à faire beaucoup d'efforts ?",
		hint: "Une seule question, facultative. La réponse n'est liée à aucun conseiller.",
		least: '1 : énormément',
		most: '7 : aucun',
		score: (score: number) => `${score} sur 7`,
		words: "Qu'est-ce qui vous aurait facilité la vie ? (facultatif)",
		contact: "On peut m'écrire à ce sujet",
		send: 'Envoyer',
		skip: 'Ne pas répondre',
		missing: 'Choisissez un chiffre de 1 à 7, ou passez la question.',
		thanks: "Merci. C'est lu par l'équipe, sans votre nom.",
		thanksContact:
			"Merci de l'avoir dit. Quelqu'un de l'équipe vous écrit au plus tard à la fin du prochain jour ouvré.",
		thanksWhere: 'Suivre la réponse dans vos échanges',
	},
	help: {
		title: "Cela résiste ? Quelqu'un peut regarder avec vous.",
		text: 'Ce que vous avez déjà essayé part avec votre demande : rien à répéter.',
		titleLater: "Cela résiste ? Quelqu'un peut reprendre avec vous.",
		refuse: 'Non merci, je continue',
		board: {
			title: 'Aide proposée',
			lead: (days: number) =>
				`À qui échoue plusieurs fois, une fois par visite, ces ${days} derniers jours. Le reste n'a pas répondu.`,
			offered: 'Proposée',
			accepted: 'Acceptée',
			refused: 'Refusée',
		},
	},
}
