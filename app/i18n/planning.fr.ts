export const fr = {
	title: 'Planning des rappels',
	lead: 'Les places proposées aux clients viennent d’ici : qui est prévu, quand, pour quels motifs. Ce qui est déjà réservé et ne tient plus est déplacé aussitôt, et les clients prévenus.',
	done: (moved: number, without: number) =>
		`C’est enregistré. ${moved === 0 ? 'Aucun appel à déplacer.' : moved === 1 ? 'Un appel déplacé, le client est prévenu.' : `${moved} appels déplacés, les clients sont prévenus.`}${
			without === 0
				? ''
				: without === 1
					? ' Un appel sans place : le client choisit.'
					: ` ${without} appels sans place : les clients choisissent.`
		}`,
	withdrawn: 'C’est retiré. Les appels déjà déplacés gardent leur nouvelle place.',
	refused: 'Rien n’est enregistré : vérifiez que la fin vient après le début, et que chaque case est remplie.',
	from: 'Du',
	to: 'Au',
	closure: {
		title: 'Fermeture exceptionnelle',
		reasonFr: 'Ce que lisent les clients',
		reasonEn: 'La même chose en anglais',
		submit: 'Fermer et déplacer les appels',
		current: 'Fermetures en cours ou à venir',
		none: 'Aucune fermeture.',
		withdraw: 'Rouvrir',
		withdrawNamed: (what: string) => `Rouvrir : ${what}`,
	},
	absence: {
		title: 'Absence',
		advisor: 'Conseiller',
		submit: 'Noter l’absence et déplacer les appels',
		current: 'Absences en cours ou à venir',
		none: 'Aucune absence.',
		withdraw: 'Retirer',
		withdrawNamed: (what: string) => `Retirer : ${what}`,
	},
	week: {
		title: 'Semaines types',
		lead: 'Écrivez les heures comme 08:00-12:00, 13:00-17:00. Sans semaine écrite, quelqu’un compte pour toutes les heures d’ouverture : ses places sont proposées aux clients dès maintenant. Pour quelqu’un qui n’appelle pas, notez une absence.',
		days: ['Lundi', 'Mardi', 'Mercredi', 'Jeudi', 'Vendredi', 'Samedi', 'Dimanche'],
		languages: 'Langues',
		languagesHint:
			'Aucune case cochée : toutes. Sinon, seuls les clients qui parlent une de ces langues lui sont confiés, tant que le temps le permet.',
		reasons: 'Motifs',
		reasonsHint:
			'Aucune case cochée : tous les motifs. Sinon, seuls ces motifs lui sont confiés ; un appel en retard de cinq minutes peut l’être à tous.',
		always: 'sans semaine écrite',
		unplanned: (n: number, all: number) =>
			n === 0
				? `Les ${all} conseillers ont une semaine écrite.`
				: `${n} sur ${all} sans semaine écrite : comptés à toutes les heures d’ouverture.`,
		submit: 'Enregistrer la semaine',
	},
	moved: {
		title: 'Déplacés par nous ces quatorze jours',
		none: 'Personne n’a été déplacé.',
		line: (was: string, is: string | null) => (is ? `${was} → ${is}` : `${was} → sans place, le client choisit`),
		causes: { closure: 'fermeture', absence: 'absence', nobody: "personne n'était là" },
	},
	interval: (from: string, to: string) => `du ${from} au ${to}`,
}
