export const fr = {
	title: 'Continuer ailleurs',
	signIn: 'Connectez-vous sur un autre appareil : la conversation vous y attend, dans « Mes échanges ».',
	lead: (days: number) =>
		`Ce lien ouvre la conversation sur un autre appareil, sans compte, pendant ${days} jours. Qui l'a peut la lire : ne le donnez à personne.`,
	label: 'Lien de la conversation',
	copy: 'Copier',
	copied: 'Lien copié.',
	email: 'Le recevoir par e-mail',
	send: 'Envoyer le lien',
	sent: (email: string) =>
		`Le lien part à ${email}. Une fois ouvert, la copie de la conversation pourra y partir aussi.`,
	emailWrong: 'Il manque quelque chose à cette adresse, par exemple le @.',
	revoke: 'Rendre ce lien inutilisable',
	revoked: "Les liens d'avant n'ouvrent plus rien. En voici un nouveau.",
	copyAtEnd: (email: string) => `Recevoir une copie à ${email} à la fin`,
	copyWished: (email: string) => `Une copie partira à ${email} à la fin.`,
	copyUnwished: 'Ne pas l’envoyer',
	resume: {
		title: 'Reprendre votre conversation',
		lead: (reference: string) =>
			`Dossier ${reference}. La conversation s'ouvre sur cet appareil jusqu'à ce que vous fermiez le navigateur.`,
		shared: 'Ordinateur partagé ? En partant, choisissez « Oublier sur cet appareil ».',
		open: 'Ouvrir ici',
		overTitle: "Ce lien n'ouvre plus rien",
		overLead: (days: number) =>
			`Il a plus de ${days} jours, ou il a été remplacé. Sur l'appareil où la conversation a commencé, vous pouvez en faire un autre.`,
		write: "Écrire à quelqu'un",
		list: 'Vos échanges',
	},
	mail: {
		subject: (reference: string, brand: string) => `${brand} : le lien de votre conversation (${reference})`,
		hello: 'Bonjour,',
		body: 'Ce lien ouvre votre conversation sur un autre appareil, sans compte :',
		notYou: "Vous n'avez rien demandé ? Ne faites rien : sans ce lien, personne ne peut rien ouvrir.",
		bye: (brand: string) => brand,
	},
	inCopy: {
		file: (name: string) => `Fichier : ${name}`,
		filesStay: 'Les fichiers restent dans la conversation : ils ne partent pas par e-mail.',
	},
}
