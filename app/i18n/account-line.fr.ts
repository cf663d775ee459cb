export const ownLine = {
	pageTitle: (number: string) => `Votre ligne ${number}`,
	manage: 'Gérer cette ligne',
	inService: 'En service',
	suspendedTag: 'Suspendue',
	nameTitle: 'Le nom de cette ligne',
	nameLabel: 'Nom',
	nameHint: 'Par exemple « Mobile de Lou » : vous seul le voyez, ici et sur vos reçus.',
	nameSave: 'Enregistrer le nom',
	nameMissing: 'Il manque un nom, de 40 signes au plus.',
	nameProblem: "Le nom n'est pas enregistré",
	lostTitle: 'Téléphone perdu ou volé ?',
	lostLead:
		'Suspendez la ligne tout de suite, de jour comme de nuit. Vous la remettez en service ici, quand vous voulez.',
	lostStart: 'Suspendre la ligne',
	suspendedTitle: 'Cette ligne est suspendue',
	suspendedLead: 'Elle ne passe et ne reçoit aucun appel. Le numéro reste le vôtre.',
	resumeStart: 'Remettre en service',
	newSim: "Il vous faut une autre carte SIM ? Un conseiller l'envoie à l'adresse que vous lui donnez.",
	newSimLink: 'Demander une carte SIM',
	reviewSuspend: 'Suspendre cette ligne ?',
	reviewResume: 'Remettre cette ligne en service ?',
	facts: {
		now: 'Aujourd’hui',
		after: 'Après',
		when: 'Quand',
		price: 'Prix',
		stops: "Ce qui s'arrête",
		stays: 'Ce qui reste',
		undo: 'Retour en arrière',
	},
	atOnce: 'Tout de suite',
	free: (zero: string, monthly: string) => `Le changement coûte ${zero}. Votre contrat reste à ${monthly} par mois.`,
	suspendStops: 'Appels, SMS et internet de cette carte SIM, pour qui l’a trouvée ou prise.',
	suspendStays: "Votre numéro, votre contrat et vos réglages de renvoi d'appel.",
	suspendUndo: 'À tout moment, ici, sans frais.',
	resumeStops: 'Rien : appels, SMS et internet reviennent.',
	resumeUndo:
		"Vous pouvez suspendre de nouveau à tout moment. Si le téléphone n'est pas retrouvé, laissez la ligne suspendue.",
	confirmSuspend: 'Suspendre maintenant',
	confirmResume: 'Remettre en service maintenant',
	leave: 'Ne rien changer',
	done: {
		suspend: (number: string) => `La ligne ${number} est suspendue.`,
		resume: (number: string) => `La ligne ${number} est en service.`,
		name: (number: string, name: string) => `La ligne ${number} s'appelle maintenant « ${name} ».`,
	},
	checked: "C'est fait, et nous l'avons vérifié sur la ligne.",
	receipt: (reference: string, when: string) => `Reçu ${reference}, ${when}. Un e-mail vous le confirme.`,
	undo: 'Annuler ce changement',
	undoUntil: (time: string) => `Possible jusqu'à ${time}.`,
	undone: 'Le changement est annulé : la ligne est exactement comme avant.',
	stale: "La ligne a changé pendant que vous lisiez : rien n'a été fait. Voici son état actuel.",
	undoRefused: {
		'too-late': 'Ce changement ne peut plus être annulé en un geste. Vous pouvez régler la ligne ci-dessous.',
		'changed-since': "La ligne a changé entre-temps : nous n'avons touché à rien. Voici son état actuel.",
	},
	failures: {
		refused: "La ligne refuse ce changement : rien n'a été fait. Voici son état actuel.",
		unavailable:
			"Le changement n'est pas fait : nous n'arrivons pas à joindre le réseau. Réessayez dans quelques minutes.",
		unknown:
			'Nous ne savons pas encore si le changement est fait. Votre demande est gardée, et nous relisons la ligne toutes les deux minutes : vous n’avez pas à la refaire.',
		differs: "La ligne n'est pas dans l'état que vous avez demandé. Voici ce que nous y lisons.",
	},
	failedHelp: "Vous pouvez en parler à quelqu'un : ce qui n'a pas marché part avec votre demande.",
	talk: "Parler à quelqu'un",
	steps: {
		suspend: { done: 'Ligne suspendue', failed: 'Ligne à suspendre : pas fait' },
		resume: { done: 'Ligne remise en service', failed: 'Ligne à remettre en service : pas fait' },
		name: { done: 'Nom de ligne changé', failed: 'Nom de ligne à changer : pas fait' },
	},
	mailSubject: (sentence: string, reference: string) => `${sentence} (${reference})`,
	mailBody: (mail: {
		firstName: string
		sentence: string
		date: string
		time: string
		reference: string
		by: string | null
		link: string
		brand: string
	}) =>
		`Bonjour ${mail.firstName},\n\n${mail.sentence}\n\n${mail.by ? `${mail.by}\n\n` : ''}Changement fait le ${mail.date} à ${mail.time}, et vérifié sur la ligne. Reçu ${mail.reference}.\n\nVous pouvez régler la ligne ici : ${mail.link}\n\nCe n'est pas vous ? Dites-le nous tout de suite : répondez à ce message.\n\n${mail.brand}\n`,
}
