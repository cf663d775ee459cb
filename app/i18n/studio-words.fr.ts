import { plural } from './messages'

export const fr = {
	back: 'Articles',
	title: 'Les mots des clients',
	lead: "Des mots qui veulent dire la même chose pour un client : la recherche les prend l'un pour l'autre dès que vous les approuvez.",
	language: 'Langue',
	languages: { fr: 'Français', en: 'Anglais' },
	words: 'Ces mots veulent dire la même chose',
	hint: 'Séparez-les par des virgules : répondeur, boîte vocale, messagerie',
	approve: 'Approuver ces mots',
	approved: (count: number) => `${count} ${plural('fr', count, 'groupe approuvé', 'groupes approuvés')}`,
	none: 'Aucun groupe approuvé ici. Ceux du fichier content/synonyms.yaml comptent toujours.',
	decided: (day: string, by: string | null) => (by ? `Approuvé le ${day} par ${by}` : `Approuvé le ${day}`),
	withdraw: 'Retirer',
	withdrawThis: (words: string) => `Retirer ${words}`,
	refused: 'Il faut de deux à douze mots ou expressions différents, de 80 caractères au plus chacun.',
}
