interface Words {
	contract: string
	from: string
	to: string
	day: string
}

export const fr = {
	title: 'Déménager',
	lead: 'Votre contrat vous suit. Quelqu’un regarde ce qui est possible à la nouvelle adresse et vous répond par écrit. Rien ne change tant que vous n’avez pas dit oui à cette réponse.',
	from: 'Adresse actuelle',
	street: 'Numéro et rue',
	streetHint: 'Avec l’étage ou le bâtiment, par exemple 12 rue des Arts, bâtiment B.',
	postcode: 'Code postal',
	city: 'Ville',
	day: 'Jour souhaité',
	dayHint: (first: string) => `À partir du ${first} : un rendez-vous est parfois nécessaire.`,
	check: 'Vérifier ma demande',
	refused: 'Il reste à compléter',
	errors: {
		street: 'Il manque le numéro ou la rue.',
		postcode: 'Un code postal compte cinq chiffres. Exemple : 59000',
		city: 'Il manque la ville.',
		day: (first: string, last: string) => `Choisissez un jour entre le ${first} et le ${last}.`,
		same: 'C’est l’adresse que vous avez déjà.',
	},
	review: {
		title: 'Demander ce déménagement ?',
		after: 'Nouvelle adresse',
		when: 'Jour souhaité',
		whenHint: (day: string) => `${day}. Le jour sûr vient avec la réponse.`,
		price: 'Prix',
		priceHint: (zero: string) => `La demande coûte ${zero}. Si la nouvelle adresse a un coût, la réponse le dit avant.`,
		stops: 'Ce qui s’arrête',
		stopsHint: 'Rien pour l’instant : votre box reste en service où elle est.',
		undo: 'Retour en arrière',
		undoHint: 'D’ici, tant que personne n’a répondu. Ensuite, il suffit de dire non.',
		confirm: 'Envoyer la demande',
		correct: 'Corriger',
	},
	asked: 'Votre demande est partie.',
	states: { asked: 'Demandé', withdrawn: 'Retiré', over: 'Répondu' },
	reference: (reference: string) => `Dossier ${reference}`,
	dueBy: 'Une réponse écrite arrive par e-mail. Votre demande et la réponse restent ici :',
	follow: 'Suivre cette demande',
	withdraw: 'Retirer la demande',
	withdrawn: 'La demande est retirée. Rien ne change.',
	tooLate: 'Quelqu’un a déjà répondu : lisez la réponse, puis dites ce que vous voulez.',
	again: 'Demander autre chose',
	already: 'Une demande est déjà en cours pour ce contrat : la voici.',
	notHere: 'Ce contrat ne dépend pas d’une adresse : il vous suit partout.',
	ending: 'Ce contrat prend fin : il ne peut pas déménager. Parlez-en à quelqu’un si ce n’est pas ce que vous voulez.',
	unavailable:
		'Nous n’arrivons pas à lire votre contrat en ce moment. Rien n’est demandé. Réessayez dans quelques minutes.',
	ask: 'En parler à quelqu’un',
	step: 'Déménagement demandé',
	stepWithdrawn: 'Demande de déménagement retirée',
	refusedStep: 'Déménagement : demande à compléter',
	failedStep: 'Déménagement : contrat illisible',
	body: (w: Words) =>
		`Déménagement du contrat ${w.contract}.\nDe : ${w.from}\nÀ : ${w.to}\nJour souhaité : ${w.day}\n\nÀ dire : ce qui est possible à cette adresse, le jour, le prix s’il y en a un, qui vient.`,
	mailSubject: (reference: string) => `Votre demande de déménagement (${reference})`,
	mailBody: (w: Words & { firstName: string; reference: string; link: string; brand: string }) =>
		`Bonjour ${w.firstName},\n\nVous demandez que le contrat ${w.contract} déménage.\n\nDe : ${w.from}\nÀ : ${w.to}\nJour souhaité : ${w.day}\n\nQuelqu’un vous répond par écrit. Rien ne change d’ici là. Dossier ${w.reference}.\n\nSuivre ou retirer cette demande : ${w.link}\n\n${w.brand}\n`,
}
