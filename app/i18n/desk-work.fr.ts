export const fr = {
	gone: {
		title: 'Cet échange n’est pas chez vous',
		text: 'Il est terminé pour vous, passé à quelqu’un d’autre, ou n’a jamais existé. La file à gauche est à jour.',
	},
	looks: {
		title: (name: string) => `Ouvrir l'échange de ${name}`,
		lead: (advisor: string | null) =>
			advisor
				? `Cet échange est entre les mains de ${advisor}. Dites pourquoi vous l'ouvrez : ${advisor} verra votre nom, la raison et l'heure. Il n'y a pas d'autre façon d'entrer.`
				: "Cet échange n'est pas le vôtre. Dites pourquoi vous l'ouvrez : la raison et l'heure restent au dossier. Il n'y a pas d'autre façon d'entrer.",
		legend: 'Pourquoi ?',
		purposes: {
			support: 'Aider la personne qui le mène',
			'same-customer': "J'ai le même client en ce moment",
			complaint: 'Une réclamation à traiter',
			coaching: 'Une écoute convenue ensemble',
			incident: 'Un incident à comprendre',
		},
		words: 'En quelques mots (facultatif)',
		wordsHint: 'La personne qui mène l’échange les lit.',
		open: 'Ouvrir, et le faire savoir',
		missing: 'Il manque la raison.',
		summary: 'À compléter avant d’ouvrir',
		back: 'Revenir au poste',
		seen: (name: string, time: string, purpose: string) => `${name} a ouvert cet échange à ${time} : ${purpose}`,
		youLook: 'Vous lisez l’échange d’un collègue, qui le sait.',
		pageTitle: 'Qui a ouvert mes échanges',
		pageLead:
			'Chaque ouverture de vos échanges par quelqu’un d’autre, avec sa raison. Il n’existe aucune écoute cachée.',
		pageEmpty: 'Personne n’a ouvert un de vos échanges.',
		with: (name: string) => `échange avec ${name}`,
	},
	support: {
		ask: 'Demander un appui',
		wanted: 'Appuis demandés',
		wantedBy: (name: string) => `${name} demande quelqu'un`,
		joined: 'quelqu’un est là',
		words: 'Pour quoi faire ? (facultatif)',
		send: 'Prévenir les collègues',
		cancel: 'Annuler',
		asked: 'Vos collègues présents voient votre demande.',
		alone: 'Personne n’est encore venu.',
		here: (names: string) => `À vos côtés : ${names}`,
		end: 'Je n’en ai plus besoin',
		youHelp: (name: string) =>
			`Vous êtes aux côtés de ${name}, qui le voit. Vous lisez tout et laissez des notes entre vous ; la personne ne les voit pas.`,
		others: (names: string) => `Présents : ${names}`,
		leave: 'Partir',
	},
	notes: {
		title: 'Notes entre nous',
		tool: 'Écrire une note entre collègues',
		label: 'Note entre collègues',
		hint: 'Jamais montrée à la personne : ni ici, ni dans une copie, ni dans un export.',
		save: 'Garder la note',
		close: 'Fermer',
		by: (name: string, time: string) => `Note de ${name}, ${time}`,
		mine: (time: string) => `Votre note, ${time}`,
		private: 'entre nous',
		none: 'Aucune note dans ce dossier.',
	},
}
