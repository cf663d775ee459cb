export const fr = {
	pageTitle: 'Hors ligne',
	title: "Vous n'avez plus de réseau",
	lead: "La page demandée n'a pas pu venir jusqu'à vous. Votre connexion est coupée, ou la nôtre. Rien de ce que vous aviez envoyé n'est perdu.",
	retry: 'Réessayer',
	worksTitle: 'Ce qui marche encore',
	callTitle: 'Nous appeler',
	callText: (phone: string) =>
		`Le ${phone}, appel non surtaxé. Sans internet à la maison, un mobile ou le fixe d'un voisin suffit.`,
	call: (phone: string) => `Appeler le ${phone}`,
	backTitle: 'Être rappelé',
	backText:
		"Appelez et demandez qu'on vous rappelle : donnez un numéro et un moment, une vraie personne vous appelle, sans site et sans formulaire.",
	formTitle: 'Reprendre un formulaire',
	formText:
		'Revenez à la page précédente de votre navigateur : ce que vous y aviez écrit y est le plus souvent encore.',
	waitsTitle: 'Ce qui attend le retour du réseau',
	waits:
		"Lire une page d'aide, votre compte, écrire à quelqu'un. Un rappel déjà demandé tient toujours : il viendra sur votre téléphone.",
}
