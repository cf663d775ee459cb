export const fr = {
	title: 'Ce que nous en retenons',
	signed: (advisor: string, day: string) => `Écrit par ${advisor}, ${day}`,
	yours: (day: string) => `Votre version, ${day}`,
	correct: 'Une erreur, un oubli ? Corriger ce résumé',
	label: 'Le résumé, comme vous l’écririez',
	hint: (advisor: string) =>
		`Votre version reste à côté de la nôtre, et ${advisor || 'la personne qui l’a écrit'} la lit.`,
	send: 'Envoyer ma version',
}
