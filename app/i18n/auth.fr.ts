export const fr = {
	title: 'Se connecter',
	lead: 'Un code à usage unique, envoyé par e-mail. Pas de mot de passe à retenir.',
	email: 'Votre adresse e-mail',
	emailHint: 'Celle de votre contrat.',
	emailMissing: 'Il manque votre adresse e-mail.',
	emailWrong: 'Cette adresse est incomplète. Exemple : camille@exemple.fr',
	send: 'Recevoir un code',
	codeTitle: 'Entrez le code reçu',
	codeSent: (email: string) =>
		`Si ${email} est connue chez nous, un code à 6 chiffres vient de partir. Il est valable 10 minutes.`,
	code: 'Code à 6 chiffres',
	codeHint: 'Vous pouvez le coller.',
	codeMissing: 'Il manque le code à 6 chiffres.',
	codeWrong: "Ce code n'est pas, ou plus, le bon. Vérifiez-le, ou demandez-en un autre.",
	enter: 'Me connecter',
	again: 'Recevoir un autre code',
	otherEmail: 'Changer d’adresse',
	nothing:
		"Rien reçu ? Regardez dans les indésirables. Vous pouvez aussi parler à quelqu'un sans vous connecter : les boutons sont en bas de page.",
	demoTitle: 'Démonstration : entrer comme…',
	demoLead: 'Ces personnes sont inventées. Un clic suffit.',
	roles: {
		customer: 'Client',
		advisor: 'Conseil',
		editor: 'Rédaction',
		supervisor: 'Supervision',
		admin: 'Administration',
	},
	signOut: 'Se déconnecter',
	codeMailSubject: (code: string, brand: string) => `${code} : votre code pour ${brand}`,
	codeMailBody: (code: string, minutes: number, brand: string) =>
		`Bonjour,\n\nVotre code : ${code}\n\nIl est valable ${minutes} minutes et sert une fois. Personne chez ${brand} ne vous le demandera, ni par téléphone, ni par écrit.\n\nVous n'avez rien demandé ? Ignorez ce message : sans le code, personne n'entre.\n`,
	tooMany: (minutes: number) =>
		`Trop d'essais en peu de temps. Réessayez dans ${minutes} min, ou parlez à quelqu'un : les moyens de nous joindre restent ouverts.`,
}
