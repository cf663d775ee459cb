import type { FrictionKind } from '~/friction/kinds'

export interface KindWords {
	name: string
	/** What it is. */
	definition: string
	/** What must have been observed for it to be logged. */
	proof: string
	/** What looks like it and is not counted. */
	not: string
}

export const fr = {
	kinds: {
		'search-empty': {
			name: 'Sans résultat',
			definition: 'Une recherche à laquelle aucune page ne répond.',
			proof: 'La page de résultats a été demandée et le moteur a rendu zéro résultat.',
			not: 'Les suggestions pendant la frappe, et la même recherche refaite dans la minute.',
		},
		'search-left': {
			name: 'Résultats délaissés',
			definition: "Une recherche avec des résultats, dont aucun n'a été ouvert.",
			proof: "La visite s'est tue depuis 30 minutes et cette recherche est la dernière chose faite.",
			not: "Une recherche reformulée, ou suivie d'un article, d'une opération ou d'un échange.",
		},
		'search-unopened': {
			name: 'Résultats non ouverts',
			definition: "Une recherche avec des résultats, dont aucun n'a été ouvert, alors que la visite a continué.",
			proof: "La suite de la visite est une autre recherche, plus d'une minute après, ou une demande à quelqu'un.",
			not: "La dernière recherche d'une visite, comptée comme « Résultats délaissés ».",
		},
		'search-reworded': {
			name: 'Recherche reformulée',
			definition: "Une recherche avec des résultats, refaite avec d'autres mots.",
			proof: 'Une autre recherche a été faite dans la minute, sans rien ouvrir entre les deux.',
			not: 'La même recherche refaite, une page suivante, un thème choisi.',
		},
		'article-no': {
			name: 'Page peu utile',
			definition: "Un article lu auquel la personne répond que ce n'est pas réglé.",
			proof: "La réponse « Pas encore » a été envoyée sur l'article.",
			not: 'Un article quitté sans répondre.',
		},
		'article-left': {
			name: 'Article aussitôt quitté',
			definition: 'Un article ouvert depuis les résultats, et quitté pour y revenir.',
			proof: "Le navigateur a signalé un retour aux résultats moins de dix secondes après l'ouverture.",
			not: 'Un article lu plus longtemps, ou quitté pour une autre page.',
		},
		'article-handoff': {
			name: 'Humain demandé après lecture',
			definition: "Quelqu'un a été demandé juste après la lecture d'un article.",
			proof: "La demande suit l'article dans la visite, sans autre étape entre les deux.",
			not: 'Une demande faite après une recherche ou une opération.',
		},
		'form-refused': {
			name: 'Formulaire refusé',
			definition: 'Un formulaire refusé au moins deux fois de suite, à la même étape.',
			proof: 'Le serveur a renvoyé la même étape deux fois dans la visite.',
			not: 'Une première faute de frappe, corrigée ensuite.',
		},
		'step-left': {
			name: 'Étape abandonnée',
			definition: "Une opération relue avant d'être confirmée, et qui ne l'a pas été.",
			proof: "Le récapitulatif a été affiché ; la visite s'est terminée sans confirmation, ou a continué ailleurs.",
			not: 'Plusieurs offres comparées avant une confirmation.',
		},
		'action-failed': {
			name: 'Opération en échec',
			definition: "Une opération sur le compte qui n'a pas abouti.",
			proof: "L'opération est enregistrée avec son issue : indisponible, refusée ou inconnue.",
			not: 'Une opération que la personne annule elle-même.',
		},
		'action-undone': {
			name: 'Opération annulée après coup',
			definition: 'Une opération faite, puis annulée par la personne dans le délai prévu.',
			proof: "L'annulation est enregistrée avec l'opération qu'elle remet comme avant.",
			not: 'Une opération prévue pour plus tard et retirée avant son jour.',
		},
		'state-differs': {
			name: 'Fait autrement que demandé',
			definition: "Une opération acceptée, mais l'état relu ensuite n'est pas celui qui était demandé.",
			proof: "L'état relu est gardé avec l'opération, et un dossier est ouvert.",
			not: "Une réponse qui n'est pas encore arrivée.",
		},
		'page-missing': {
			name: 'Page introuvable',
			definition: "Une adresse qui n'existe pas.",
			proof: 'Le serveur a répondu 404 à une page demandée.',
			not: 'Les adresses demandées par des robots.',
		},
		'page-error': {
			name: 'Erreur du site',
			definition: "Une page que le serveur n'a pas su rendre.",
			proof: 'Le serveur a répondu par une erreur, avec la référence montrée à la personne.',
			not: 'Une erreur de saisie.',
		},
		'script-error': {
			name: 'Erreur dans le navigateur',
			definition: "Un programme de la page s'est arrêté dans le navigateur.",
			proof: 'Le navigateur a signalé une erreur venant de nos propres fichiers.',
			not: "Les erreurs d'extensions du navigateur.",
		},
		offline: {
			name: 'Réseau coupé',
			definition: 'La connexion de la personne a été coupée pendant la visite.',
			proof: 'Le navigateur a signalé la coupure une fois le réseau revenu.',
			not: 'Une panne de notre côté, qui est une erreur du site.',
		},
		'handoff-asked': {
			name: 'Humain demandé',
			definition: "Quelqu'un a été demandé depuis cette page : elle n'a pas suffi.",
			proof: "Un échange ou un rappel a été demandé depuis la page, après l'avoir lue.",
			not: "Une demande faite depuis l'accueil, sans rien avoir essayé.",
		},
		'handoff-closed': {
			name: 'Personne au bout',
			definition: "Quelqu'un a été demandé quand personne ne pouvait répondre.",
			proof: 'Une demande a été ouverte hors des horaires, ou sans conseiller présent.',
			not: "Une file d'attente, même longue.",
		},
		'queue-left': {
			name: 'File quittée',
			definition: "Une file d'attente quittée avant qu'un conseiller ne réponde.",
			proof: 'La conversation a pris fin sans avoir été prise.',
			not: 'Le passage de la file à un rappel.',
		},
		'wait-longer': {
			name: 'Attente dépassée',
			definition: "Une attente ou un rappel arrivé après l'heure annoncée.",
			proof: "L'heure annoncée était enregistrée comme promesse, et elle a été tenue en retard ou pas du tout.",
			not: 'Une attente longue mais annoncée comme telle, et un rappel déplacé par la personne.',
		},
		'callback-unreached': {
			name: 'Rappel non abouti',
			definition: "Un rappel promis qui n'a pas atteint la personne.",
			proof: "Tous les essais prévus ont été faits sans qu'elle décroche.",
			not: 'Un essai suivi d’un autre qui aboutit.',
		},
		'contact-repeated': {
			name: 'Deuxième contact',
			definition: 'La même personne a dû revenir pour le même motif dans les sept jours.',
			proof: "Deux dossiers du même client ont le même motif à moins de sept jours d'écart.",
			not: 'Un échange repris dans le même dossier, et le motif « autre ».',
		},
	} satisfies Record<FrictionKind, KindWords>,
}
