export const fr = {
	title: (name: string) => `Agir pour ${name}`,
	lead: 'À sa demande, pendant votre échange. Un reçu part par e-mail, l’échange le dit aussi, et votre prénom reste avec le changement.',
	back: 'Retour à l’échange',
	unavailable: 'Le compte ne peut pas être lu pour l’instant. Rien n’a été changé.',
	forwarding: {
		title: 'Renvoi d’appel',
		none: 'Aucune ligne n’est ouverte.',
		line: 'Ligne',
		kind: 'Quels appels',
		target: 'Vers quel numéro',
		targetHint: 'Laissez vide pour arrêter le renvoi.',
		check: 'Voir avant de changer',
		state: (kind: string, target: string) => `${kind} : vers le ${target}`,
		off: (kind: string) => `${kind} : arrêté`,
		noTarget: 'non renvoyés',
		to: (target: string) => `renvoyés vers le ${target}`,
		confirm: 'Confirmer le changement',
	},
	confirm: {
		title: 'Avant, après',
		read: 'Lisez-le à la personne, puis confirmez.',
		before: 'Avant',
		after: 'Après',
		change: 'Modifier',
	},
	cancellation: {
		title: 'Résiliation',
		receive: 'Notification reçue',
		contract: 'Contrat',
		wished: 'Fin souhaitée (facultatif)',
		wishedHint: (days: string) => `Sans date : le ${days}.`,
		check: 'Voir avant d’enregistrer',
		runs: 'Le contrat continue',
		ends: (date: string) => `Le contrat s’arrête le ${date}`,
		left: (amount: string, until: string) => `Engagement jusqu’au ${until} : au plus ${amount} restent dus.`,
		confirm: 'Enregistrer la notification',
		running: (plan: string, date: string) => `${plan} s’arrête le ${date}.`,
		undo: 'La personne y renonce',
		none: 'Aucun contrat en cours.',
	},
	done: {
		forwarding: 'C’est fait, et vérifié sur la ligne. Le reçu est parti.',
		undone: 'Le changement est annulé : la ligne est comme avant.',
		cancellation: (reference: string) =>
			`La notification est enregistrée. L’accusé de réception ${reference} est parti.`,
		'cancellation-undone': 'Le contrat continue. La confirmation est partie.',
		unavailable: 'Le changement n’est pas fait : le réseau ne répond pas.',
		refused: 'La ligne refuse ce changement.',
		unknown: 'On ne sait pas encore si le changement est fait : relisez la ligne dans une minute.',
		differs: 'La ligne n’est pas dans l’état demandé. Voici ce qu’on y lit.',
		'too-late': 'Cela ne peut plus être annulé en un geste.',
		'changed-since': 'Cela a changé entre-temps : rien n’a été touché.',
		undo: 'Annuler ce changement',
		until: (time: string) => `Possible jusqu’à ${time}.`,
	},
	said: {
		on: (advisor: string, line: string, target: string) =>
			`${advisor} a mis en marche le renvoi de la ligne ${line} vers le ${target}, à votre demande. Un e-mail vous le confirme.`,
		off: (advisor: string, line: string) =>
			`${advisor} a arrêté le renvoi de la ligne ${line}, à votre demande. Un e-mail vous le confirme.`,
		undone: (advisor: string, line: string) =>
			`${advisor} a annulé le changement de renvoi : la ligne ${line} est comme avant. Un e-mail vous le confirme.`,
		cancellation: (advisor: string, reference: string) =>
			`${advisor} a enregistré votre résiliation (accusé de réception ${reference}). Un e-mail vous le confirme.`,
		cancellationUndone: (advisor: string, reference: string) =>
			`${advisor} a annulé la résiliation ${reference} : votre contrat continue. Un e-mail vous le confirme.`,
	},
}
