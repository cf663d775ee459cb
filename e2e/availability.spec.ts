import { expect, signIn, test } from './fixtures'
import { TestServer } from './server'

test.describe('promise 2: honest availability', () => {
	test('open only when the hours say so and somebody is present; the last one leaving changes the answer at once', async ({
		open,
		server,
	}) => {
		const advisor = await open('nadia')
		const read = async () => (await advisor.request.get('/api/availability')).json()
		await advisor.request.post('/desk/presence', { form: { state: 'away' }, headers: { Origin: server.url } })
		expect((await read()).chat.advisors).toBe(0)
		await advisor.goto('/desk')
		await advisor.getByRole('button', { name: 'Rallumer ma fenêtre' }).click()
		await expect(advisor.getByRole('button', { name: 'Faire une pause' })).toBeVisible()
		const present = await read()
		expect(present).toMatchObject({ open: true, reason: 'open', chat: { advisors: 1 } })
		expect(present.chat.expectedWaitSeconds).toBeGreaterThan(0)
		await advisor.getByRole('button', { name: 'Faire une pause' }).click()
		await expect.poll(async () => (await read()).chat.advisors).toBe(0)
	})

	test('closed: it says so, offers both ways to leave a request, and loses nothing', async ({ open }) => {
		const closed = await new TestServer('closed').start()
		try {
			const page = await open('anonymous', { baseURL: closed.url })
			await page.goto('/')
			const dock = page.locator('#parler')
			await expect(dock).toHaveAttribute('data-state', 'closed')
			await expect(dock.getByRole('link', { name: 'Rappelez-moi' })).toBeVisible()
			await dock.getByRole('link', { name: 'Laisser un message' }).click()
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
			const answer = await page.request.get('/api/availability')
			expect(await answer.json()).toMatchObject({ open: false, reason: 'outside-hours', chat: { advisors: 0 } })
			await signIn(page, 'camille', closed.url)
			await page.goto('/compte/renvoi')
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
		} finally {
			await closed.remove()
		}
	})
})
