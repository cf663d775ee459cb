import { db } from '../client.server'
import { snippets } from '../schema/desk.server'

type Phrase = [shortcut: string, title: string, body: string]

const FRENCH: Phrase[] = [
	['bonjour', 'Accueil', 'Bonjour {prénom}, ici {conseiller}. Je lis ce que vous avez déjà essayé, une minute.'],
	['test', 'Test de ligne', 'Je teste votre ligne d’ici. Cela prend environ deux minutes, rien à faire de votre côté.'],
	[
		'technicien',
		'Délai du technicien',
		'Un technicien passe sous un à trois jours. Voulez-vous que je regarde les créneaux ?',
	],
	[
		'excuses',
		'Excuses',
		'Vous avez raison, {prénom}, nous ne l’avons pas fait quand nous l’avions dit. Je m’en occupe maintenant.',
	],
	['fin', 'Avant de terminer', 'Y a-t-il autre chose, {prénom} ? Vous recevrez un résumé, que vous pourrez corriger.'],
]
const ENGLISH: Phrase[] = [
	['hello', 'Greeting', 'Hello {name}, {advisor} here. I am reading what you have already tried, one minute.'],
	['test', 'Line test', 'I am testing your line from here. It takes about two minutes, nothing to do on your side.'],
	['engineer', 'When an engineer comes', 'An engineer comes within one to three days. Shall I look at the slots?'],
	['end', 'Before we finish', 'Is there anything else, {name}? You will receive a summary, which you can correct.'],
]

/** The ready phrases of the invented team. */
export async function seedPhrases(): Promise<void> {
	const rows = (lang: 'fr' | 'en', phrases: Phrase[]) =>
		phrases.map(([shortcut, title, body]) => ({ ownerId: null, lang, shortcut, title, body }))
	await db.insert(snippets).values([...rows('fr', FRENCH), ...rows('en', ENGLISH)])
}
