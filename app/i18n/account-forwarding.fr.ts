import { plural } from './messages'

export const forwarding = {
	title: 'Renvoyer mes appels',
	lead: "Vos appels sonnent ailleurs : un autre mobile, le bureau, un proche. Le changement est immédiat, de jour comme de nuit, et vous pouvez l'annuler.",
	noLine: "Aucune ligne n'est ouverte à votre nom.",
	suspended: 'Cette ligne est suspendue : ses renvois ne peuvent pas être mis en marche.',
	kinds: {
		always: {
			name: 'tous les appels',
			title: 'Toujours',
			explained: 'Tous vos appels, sans que votre téléphone sonne.',
		},
		busy: {
			name: 'les appels quand vous êtes en ligne',
			title: 'Occupé',
			explained: 'Quand vous êtes déjà en communication.',
		},
		'no-answer': {
			name: 'les appels sans réponse',
			title: 'Sans réponse',
			explained: 'Quand vous ne décrochez pas.',
		},
		unreachable: {
			name: 'les appels quand vous êtes injoignable',
			title: 'Injoignable',
			explained: 'Téléphone éteint ou hors réseau.',
		},
	},
	on: 'En marche',
	off: 'Arrêté',
	onTo: (target: string) => `Vers le ${target}`,
	since: (when: string) => `depuis ${when}`,
	onDate: (date: string) => `le ${date}`,
	afterSeconds: (seconds: number) => `après ${seconds} s de sonnerie`,
	alwaysWins: 'Le renvoi de tous les appels est en marche : celui-ci attend son tour.',
	target: 'Numéro qui recevra les appels',
	targetHint: 'Un fixe ou un mobile, par exemple 06 12 34 56 78.',
	delay: 'Faire sonner avant',
	seconds: (seconds: number) => `${seconds} secondes`,
	start: 'Renvoyer mes appels',
	startTo: (target: string) => `Renvoyer vers le ${target}`,
	change: 'Changer le numéro',
	stop: 'Arrêter le renvoi',
	startThese: 'Renvoyer ces appels',
	about: (kind: string, line: string) => `${kind}, ${line}`,
	doneOn: (line: string, kind: string, target: string) =>
		`C'est fait, et nous l'avons vérifié sur la ligne. ${line} : ${kind} vont vers le ${target}.`,
	doneOff: (line: string, kind: string) =>
		`C'est fait, et nous l'avons vérifié sur la ligne. ${line} : ${kind} ne sont plus renvoyés.`,
	review: {
		title: 'Renvoyer ces appels ?',
		calls: 'Appels',
		price: (zero: string, monthly: string) =>
			`Mettre en marche coûte ${zero}, votre contrat reste à ${monthly} par mois. Un appel renvoyé compte comme un appel passé de cette ligne.`,
		stops: {
			always: 'Cette ligne ne sonne plus, et sa messagerie ne prend plus de message.',
			busy: 'La messagerie ne prend plus ces appels.',
			'no-answer': 'La messagerie ne prend plus ces appels.',
			unreachable: 'La messagerie ne prend plus ces appels.',
		},
		undo: (minutes: number) => `En un geste pendant ${minutes} minutes, et à tout moment avec « Arrêter le renvoi ».`,
	},
	receiptSent: 'Un e-mail vous le confirme.',
	undo: 'Annuler ce changement',
	undoUntil: (time: string) => `Possible jusqu'à ${time}.`,
	undone: 'Le changement est annulé : la ligne est comme avant.',
	tooLate: 'Ce changement ne peut plus être annulé en un geste. Vous pouvez régler le renvoi ci-dessous.',
	changedSince: "Le renvoi a changé entre-temps : nous n'avons touché à rien. Voici son état actuel.",
	failures: {
		stale: "Le renvoi a changé entre-temps : nous n'avons touché à rien. Voici son état actuel.",
		'awaits-answer':
			"Un autre changement de cette ligne attend encore sa réponse : rien n'a été fait de plus. Nous le relisons toutes les deux minutes.",
		unavailable:
			"Le changement n'est pas fait : nous n'arrivons pas à joindre le réseau. Réessayez dans quelques minutes.",
		refused: 'La ligne refuse ce changement. Voici son état actuel.',
		unknown:
			"Nous ne savons pas encore si le changement est fait. L'état ci-dessous est relu à chaque fois que vous ouvrez cette page : rechargez-la dans une minute.",
		differs: "La ligne n'est pas dans l'état que vous avez demandé. Voici ce que nous y lisons.",
	},
	failedHelp: "Vous pouvez aussi en parler à quelqu'un : ce qui n'a pas marché part avec votre demande.",
	refusedTitle: 'Le renvoi n’est pas mis en marche',
	problems: {
		missing: (_: number) => 'Il manque le numéro qui recevra les appels.',
		'not-a-number': (_: number) => 'Un numéro ne contient que des chiffres. Exemple : 06 12 34 56 78.',
		'short-number': (_: number) => 'Un numéro court (15, 112, 3900, 118…) ne peut pas recevoir vos appels.',
		'digits-missing': (count: number) =>
			`Il manque ${count} ${plural('fr', count, 'chiffre', 'chiffres')}. Un numéro en compte 10.`,
		'digits-too-many': (count: number) =>
			`Il y a ${count} ${plural('fr', count, 'chiffre', 'chiffres')} de trop. Un numéro en compte 10.`,
		unknown: (_: number) => "Ce numéro n'existe pas. Vérifiez chiffre par chiffre.",
		surcharged: (_: number) =>
			'Les numéros spéciaux ou surtaxés (08…) ne peuvent pas recevoir vos appels : ils vous seraient facturés.',
		country: (_: number) => 'Le renvoi vers ce pays n’est pas possible.',
		'own-number': (_: number) => 'C’est le numéro de cette ligne : elle ne peut pas se renvoyer à elle-même.',
		loop: (_: number) =>
			'Ce numéro renvoie déjà ses appels vers votre ligne : ils tourneraient en rond. Choisissez-en un autre.',
	},
	refusedStep: 'Renvoi d’appel : numéro refusé',
	failedStep: "Renvoi d'appel : changement pas fait",
	stepOn: "Renvoi d'appel mis en marche",
	stepOff: "Renvoi d'appel arrêté",
	receiptSubjectOn: (line: string) => `Les appels du ${line} sont renvoyés`,
	receiptSubjectOff: (line: string) => `Le renvoi du ${line} est arrêté`,
	receiptOn: (line: string, kind: string, target: string) => `${line} : ${kind} vont maintenant vers le ${target}.`,
	receiptOff: (line: string, kind: string) => `${line} : ${kind} ne sont plus renvoyés.`,
	receiptBody: (mail: {
		firstName: string
		sentence: string
		date: string
		time: string
		reference: string
		by: string | null
		link: string
		brand: string
	}) =>
		`Bonjour ${mail.firstName},\n\n${mail.sentence}\n\n${mail.by ? `${mail.by}\n\n` : ''}Changement fait le ${mail.date} à ${mail.time}, et vérifié sur la ligne. Reçu ${mail.reference}.\n\nVous pouvez l'annuler ou le modifier ici : ${mail.link}\n\nCe n'est pas vous ? Dites-le nous tout de suite : répondez à ce message.\n\n${mail.brand}\n`,
}
