/** A cause of the demo: who meets it how often, in which words, and what they are left with. */
export interface SeededCause {
	kind: string
	/** As app/friction/cause-key.ts makes it, or as the domain gives it; a test compares. */
	causeKey: string
	label: string
	/** Step of the path that failed. */
	step: 'search' | 'article' | 'answer' | 'form' | 'action' | 'page' | 'note'
	/** Visits in the last seven days, and in each of the four weeks before. */
	lastWeek: number
	weeksBefore: number
	/** Shares of those who settle it alone and with somebody; the others leave with nothing. */
	endings: readonly [alone: number, somebody: number]
	lang?: 'en'
	/** Article it is about. */
	slug?: string
	path?: string
	formulations?: readonly string[]
	/** What they searched before. */
	before?: readonly string[]
	words?: readonly string[]
	wordsShare?: number
	/** Hours of the day it happens in. */
	hours?: readonly [number, number]
	/** Only this weekday (0 is Sunday), with the numbers given for that day. */
	weekday?: number
	/** Only on this day, with the numbers given for that day. */
	onlyDaysAgo?: number
	handled?: readonly {
		kind: 'taken' | 'change' | 'article' | 'call' | 'reason'
		note: string
		actorName: string
		daysAgo: number
	}[]
}

export const CAUSES: readonly SeededCause[] = [
	{
		kind: 'article-no',
		causeKey: 'article-no:voyant-rouge-box',
		label: 'Ma box clignote en rouge',
		step: 'answer',
		slug: 'voyant-rouge-box',
		lastWeek: 48,
		weeksBefore: 21,
		endings: [0.14, 0.71],
		before: ['voyant rouge box', 'box clignote rouge', 'plus internet lumière rouge', 'box lampe rouge'],
		wordsShare: 0.35,
		words: [
			"J'ai redémarré quatre fois pour rien, c'était dans la rue.",
			"Tout est fait, toujours rouge. Je voudrais juste savoir si c'est une panne chez vous.",
			'La page dit de vérifier le câble gris. Le mien est blanc.',
			"Il faudrait dire dès le début s'il y a une panne dans mon quartier.",
			'On me demande de redémarrer, ça fait trois jours que je redémarre.',
			'Le voyant est orange foncé, pas rouge, je ne sais pas si c’est cette page.',
			'Ma mère a 82 ans, elle ne peut pas passer derrière le meuble.',
			'Réinitialiser efface mes réglages ? Ce n’est pas écrit.',
			'Au bout de dix minutes il redevient rouge.',
			'Le technicien devait passer vendredi, personne.',
			'Je télétravaille, il me faut une solution en attendant.',
			'Après l’orage de mardi, toute la rue est coupée.',
		],
	},
	{
		kind: 'form-refused',
		causeKey: 'form-refused:changer-forfait:prix',
		label: 'Changer de forfait, étape du prix',
		step: 'form',
		path: '/compte/forfait',
		lastWeek: 34,
		weeksBefore: 37,
		endings: [0.44, 0.24],
		before: ['changer de forfait', 'forfait moins cher', 'passer à 40 Go'],
		wordsShare: 0.2,
		words: [
			'Je ne sais pas si je paie deux fois ce mois-ci.',
			'« Date non disponible » : laquelle choisir alors ?',
			'Le prix change entre la première page et la dernière.',
			'Je voulais garder mon option Europe, elle disparaît du récapitulatif.',
			"Combien je paierai en décembre, c'est tout ce que je veux savoir.",
		],
		handled: [
			{
				kind: 'taken',
				note: 'Je regarde avec l’équipe facturation comment montrer le prorata avant de valider.',
				actorName: 'Claire Delmas',
				daysAgo: 2,
			},
		],
	},
	{
		kind: 'search-empty',
		causeKey: 'search-empty:belg gard numero',
		label: 'garder mon numéro belge',
		step: 'search',
		path: '/search',
		formulations: [
			'garder mon numéro belge',
			'garder mon numéro belge',
			'garder mon numéro belge',
			'garder numero belge',
			'numéro belge garder',
			'je veux garder mon numéro belge',
			'comment garder un numéro belge ?',
			'garder numéros belges',
			'garde numéro belge',
		],
		lastWeek: 23,
		weeksBefore: 0,
		endings: [0.08, 0.48],
	},
	{
		kind: 'action-failed',
		causeKey: 'forwarding:unavailable',
		label: "Renvoi d'appel : service indisponible",
		step: 'action',
		path: '/compte/renvoi',
		lastWeek: 9,
		weeksBefore: 0,
		onlyDaysAgo: 5,
		hours: [18, 19],
		endings: [0.22, 0.33],
		wordsShare: 0.3,
		words: [
			'« Service indisponible » trois fois de suite.',
			"J'attends un appel de l'hôpital, j'avais besoin du renvoi ce soir.",
		],
	},
	{
		kind: 'form-refused',
		causeKey: 'form-refused:renvoi:numero',
		label: "Renvoi d'appel, numéro refusé",
		step: 'form',
		path: '/compte/renvoi',
		lastWeek: 17,
		weeksBefore: 15,
		endings: [0.41, 0.29],
		before: ["transfert d'appel", "renvoi d'appel", 'dévier mes appels'],
		wordsShare: 0.25,
		words: [
			'Je veux renvoyer vers ma fille en Belgique, il refuse le +32.',
			'Le numéro du bureau est un standard, il dit que ce n’est pas un numéro.',
			'Il faut écrire 06 ou +33 ? Les deux sont refusés.',
			'Je mets le numéro de ma messagerie et ça ne passe pas.',
		],
	},
	{
		kind: 'search-left',
		causeKey: 'search-left:elev factur',
		label: 'facture plus élevée',
		step: 'search',
		path: '/search',
		formulations: ['facture plus élevée', 'facture elevee', 'pourquoi ma facture est plus élevée', 'facture élevée'],
		lastWeek: 21,
		weeksBefore: 20,
		endings: [0, 0.1],
	},
	{
		kind: 'search-left',
		causeKey: 'search-left:debit lent',
		label: 'débit lent',
		step: 'search',
		path: '/search',
		formulations: ['débit lent', 'debits lents', 'débit lent'],
		lastWeek: 13,
		weeksBefore: 12,
		endings: [0, 0.06],
	},
	{
		kind: 'search-left',
		causeKey: 'search-left:roam suiss',
		label: 'roaming suisse',
		step: 'search',
		path: '/search',
		formulations: ['roaming suisse', 'roaming en suisse'],
		lastWeek: 9,
		weeksBefore: 11,
		endings: [0, 0.06],
	},
	{
		kind: 'search-left',
		causeKey: 'search-left:messageri vocal',
		label: 'messagerie vocale',
		step: 'search',
		path: '/search',
		formulations: ['messagerie vocale', 'messageries vocales', 'ma messagerie vocale'],
		lastWeek: 8,
		weeksBefore: 8,
		endings: [0, 0.06],
	},
	{
		kind: 'search-left',
		causeKey: 'search-left:dat prelev',
		label: 'date de prélèvement',
		step: 'search',
		path: '/search',
		formulations: ['date de prélèvement', 'dates prélèvement', 'date prélevée'],
		lastWeek: 10,
		weeksBefore: 9,
		endings: [0, 0.06],
	},
	{
		kind: 'handoff-closed',
		causeKey: 'handoff-closed:dimanche',
		label: "Demande d'échange un dimanche",
		step: 'page',
		path: '/ecrire',
		weekday: 0,
		hours: [10, 21],
		lastWeek: 13,
		weeksBefore: 12,
		endings: [0.1, 0.15],
		wordsShare: 0.2,
		words: [
			'Internet tombe toujours le dimanche, et le dimanche il n’y a personne.',
			'Je travaille toute la semaine, le dimanche est mon seul jour.',
		],
	},
	{
		kind: 'queue-left',
		causeKey: 'queue-left:chat',
		label: 'File de la conversation quittée',
		step: 'page',
		path: '/ecrire',
		hours: [17, 20],
		lastWeek: 4,
		weeksBefore: 13,
		endings: [0.1, 0.3],
		handled: [
			{
				kind: 'change',
				note: 'Le rappel est proposé en premier dès que l’attente dépasse dix minutes.',
				actorName: 'Claire Delmas',
				daysAgo: 7.5,
			},
		],
	},
	{
		kind: 'callback-unreached',
		causeKey: 'callback-unreached:voicemail',
		label: 'Rappel tombé sur la messagerie',
		step: 'note',
		hours: [9, 19],
		lastWeek: 5,
		weeksBefore: 5,
		endings: [0, 0.4],
	},
	{
		kind: 'article-no',
		causeKey: 'article-no:wifi-chambre-mal-couverte',
		label: 'Une pièce est mal couverte en Wi-Fi',
		step: 'answer',
		slug: 'wifi-chambre-mal-couverte',
		lastWeek: 11,
		weeksBefore: 12,
		endings: [0.36, 0.36],
		before: ['wifi chambre', 'mauvais wifi étage', 'répéteur wifi'],
		words: [
			'La box ne peut pas être déplacée, la prise est dans l’entrée.',
			'Je veux savoir le prix du répéteur, pas comment poser la box.',
			'Murs en pierre, rien n’y fait.',
		],
		wordsShare: 0.45,
	},
	{
		kind: 'article-no',
		causeKey: 'article-no:code-connexion-non-recu',
		label: 'Je ne reçois pas le code de connexion',
		step: 'answer',
		slug: 'code-connexion-non-recu',
		lastWeek: 6,
		weeksBefore: 30,
		endings: [0.25, 0.5],
		before: ['code pas reçu', 'connexion code sms'],
		words: [
			'Le code arrive au bout de vingt minutes, il ne marche plus.',
			'Mon adresse e-mail a changé et je ne peux pas me connecter pour la changer.',
		],
		wordsShare: 0.35,
		handled: [
			{
				kind: 'article',
				note: 'Ajout du cas « mon adresse a changé » et du délai réel des messages.',
				actorName: 'Thibault Mercier',
				daysAgo: 7.5,
			},
		],
	},
	{
		kind: 'search-empty',
		causeKey: 'search-empty:connect esim montr',
		label: 'esim montre connectée',
		step: 'search',
		path: '/search',
		formulations: ['esim montre connectée', 'eSIM pour montre connectée', 'montre connectee esim'],
		lastWeek: 8,
		weeksBefore: 6,
		endings: [0.12, 0.37],
	},
	{
		kind: 'search-empty',
		causeKey: 'search-empty:heberg justificatif',
		label: "justificatif d'hébergement",
		step: 'search',
		path: '/search',
		formulations: ["justificatif d'hébergement", 'justificatif hébergé'],
		lastWeek: 4,
		weeksBefore: 3,
		endings: [0.2, 0.4],
		handled: [
			{
				kind: 'reason',
				note: 'Ce n’est pas un document que nous délivrons : la facture suffit, dit dans « Télécharger ma facture ».',
				actorName: 'Claire Delmas',
				daysAgo: 12,
			},
		],
	},
	{
		kind: 'page-missing',
		causeKey: 'page-missing:/offres/rentree',
		label: '/offres/rentree',
		step: 'page',
		path: '/offres/rentree',
		lastWeek: 14,
		weeksBefore: 16,
		endings: [0.6, 0.1],
		handled: [{ kind: 'change', note: 'Redirection posée vers les forfaits.', actorName: 'Claire Delmas', daysAgo: 9 }],
	},
	{
		kind: 'page-error',
		causeKey: 'page-error:facture-pdf',
		label: 'Télécharger une facture en PDF',
		step: 'page',
		path: '/compte/factures',
		lastWeek: 3,
		weeksBefore: 0,
		endings: [0.33, 0.33],
		words: ['La page dit de réessayer, depuis hier.'],
		wordsShare: 0.5,
	},
	{
		kind: 'offline',
		causeKey: 'offline:',
		label: 'Réseau coupé pendant la visite',
		step: 'page',
		lastWeek: 6,
		weeksBefore: 6,
		endings: [0.7, 0.1],
	},
	{
		kind: 'search-empty',
		causeKey: 'search-empty:keep numb uk',
		label: 'keep my uk number',
		step: 'search',
		path: '/en/search',
		lang: 'en',
		formulations: ['keep my UK number', 'keep uk number', 'keeping my UK number'],
		lastWeek: 4,
		weeksBefore: 3,
		endings: [0.2, 0.4],
	},
]

/** Read and left content; used when no article was imported yet. */
export const READ_WELL: readonly { slug: string; title: string }[] = [
	{ slug: 'retrouver-cle-wifi', title: 'Où trouver la clé Wi-Fi' },
	{ slug: 'telecharger-facture', title: 'Je veux télécharger une facture' },
	{ slug: 'configurer-esim', title: 'Installer une eSIM' },
]

export const UNRELATED_SEARCHES: readonly string[] = [
	'clé wifi',
	'mot de passe wifi',
	'télécharger facture',
	'changer de forfait',
	'esim',
	'code puk',
	'portabilité',
	"renvoi d'appel",
	'consommation data',
	'rendez-vous technicien',
	'débit lent',
	'rib prélèvement',
	'roaming suisse',
	'messagerie vocale',
	'décodeur tv',
	'déménagement',
	'résilier',
	'télécommande',
]

export const SOLO_ACTIONS: readonly string[] = [
	'Facture de ce mois téléchargée',
	"Renvoi d'appel activé",
	"Renvoi d'appel arrêté",
	'Option Europe ajoutée',
	'Consommation du mois consultée',
	'Adresse e-mail changée',
]
