import { expect, test } from 'vitest'
import { db } from '#db/client.server'
import { auditTrail } from '#db/schema/auth.server'
import { makeAdvisor, makePerson } from '#db/testing/builders'
import { recordAct } from './audit.server'
import { findPeople, findPerson, findPersonByEmail, listAdvisors, listStaff } from './people.server'

test('people are found by address, whatever its case, and by identifier', async () => {
	const person = await makePerson({ email: 'camille@exemple.fr' })
	expect((await findPersonByEmail(' Camille@Exemple.FR '))?.id).toBe(person.id)
	expect((await findPerson(person.id))?.email).toBe('camille@exemple.fr')
	expect(await findPersonByEmail('nobody@exemple.fr')).toBeNull()
	expect(await findPerson('nobody')).toBeNull()
})

test('several people are found at once, by name', async () => {
	const zoe = await makePerson({ name: 'Zoé' })
	const anne = await makePerson({ name: 'Anne' })
	expect((await findPeople([zoe.id, 'nobody', anne.id, zoe.id])).map(({ name }) => name)).toEqual(['Anne', 'Zoé'])
	expect(await findPeople([])).toEqual([])
})

test('customers are no staff, and only advisors are advisors', async () => {
	await makePerson({ name: 'A customer' })
	await makePerson({ name: 'An editor', role: 'editor' })
	await makeAdvisor({ name: 'An advisor' })
	expect((await listStaff()).map(({ name }) => name)).toEqual(['An advisor', 'An editor'])
	expect((await listAdvisors()).map(({ name }) => name)).toEqual(['An advisor'])
})

test('who did what is kept', async () => {
	const at = new Date('2026-11-19T10:00:00Z')
	await recordAct({ actorId: 'p1', action: 'conversation.read', objectKind: 'conversation', objectId: 'c1', now: at })
	expect(await db.select().from(auditTrail)).toMatchObject([
		{ actorId: 'p1', action: 'conversation.read', objectKind: 'conversation', objectId: 'c1', at },
	])
})
