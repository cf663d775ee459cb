import { db } from '../client.server'
import { people, type Role } from '../schema/auth.server'
import { presences } from '../schema/handoff.server'

interface DemoPerson {
	name: string
	email: string
	role: Role
	team?: string
	city?: string
	phone?: string
	/** Takes callbacks without a desk open: the simulated telephone answers for them. */
	byPhone?: boolean
}

const LILLE = { team: 'lille', city: 'Lille' }
const CLERMONT = { team: 'clermont', city: 'Clermont-Ferrand' }

/** Those of the first domain are offered by one click; the others people the place. */
const PEOPLE: DemoPerson[] = [
	{ name: 'Camille Vasseur', email: 'camille@ligne-claire.example', role: 'customer' },
	{ name: 'Aïcha Mansouri', email: 'aicha@ligne-claire.example', role: 'customer' },
	{ name: 'Paul Dubreuil', email: 'paul@ligne-claire.example', role: 'customer' },
	{ name: 'Nadia Benali', email: 'nadia@ligne-claire.example', role: 'advisor', phone: '+33353014101', ...LILLE },
	{ name: 'Sami Lambert', email: 'sami@ligne-claire.example', role: 'advisor', phone: '+33353014102', ...CLERMONT },
	{ name: 'Hélène Roussel', email: 'helene@ligne-claire.example', role: 'editor', ...LILLE },
	{ name: 'Claire Delmas', email: 'claire@ligne-claire.example', role: 'supervisor', ...LILLE },
	{ name: 'Olivier Naudin', email: 'olivier@ligne-claire.example', role: 'admin', ...CLERMONT },
	{
		name: 'Karim Amrani',
		email: 'karim@equipe.example',
		role: 'advisor',
		phone: '+33353014103',
		byPhone: true,
		...LILLE,
	},
	{
		name: 'Sonia Oliveira',
		email: 'sonia@equipe.example',
		role: 'advisor',
		phone: '+33353014104',
		byPhone: true,
		...CLERMONT,
	},
	{ name: 'Thomas Girard', email: 'thomas@equipe.example', role: 'advisor', phone: '+33353014105', ...LILLE },
	{ name: 'Lucie Fabre', email: 'lucie@equipe.example', role: 'advisor', phone: '+33353014106', ...CLERMONT },
	{ name: 'Thibault Mercier', email: 'thibault@equipe.example', role: 'editor', ...LILLE },
	{ name: 'Inès Carpentier', email: 'ines@equipe.example', role: 'editor', ...CLERMONT },
]

/** Makes the invented people. @returns their rows, in the order above */
export async function seedPeople(now: Date, { realTelephones = false } = {}) {
	const rows = await db
		.insert(people)
		.values(PEOPLE.map(({ byPhone: _, ...person }) => ({ ...person, emailVerified: true, createdAt: now })))
		.returning()
	if (realTelephones) return rows
	const byPhone = rows.filter((row) => PEOPLE.some((person) => person.email === row.email && person.byPhone))
	await db
		.insert(presences)
		.values(
			byPhone.map(({ id }) => ({ personId: id, state: 'available' as const, pinned: true, lastSeenAt: new Date(0) })),
		)
	return rows
}
