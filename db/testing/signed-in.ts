import { signInDemoPerson } from '~/auth/sign-in.server'

/** The headers of a browser, signed in as this person when one is given, for a route's loader or action. */
export async function browserOf(person: { email: string } | null): Promise<Headers> {
	const headers = new Headers({ 'user-agent': 'Firefox', 'x-relais-address': '192.0.2.1' })
	if (!person) return headers
	const entered = await signInDemoPerson({ email: person.email, headers })
	if (!entered.ok) throw new Error('not signed in')
	headers.set('cookie', entered.cookies.map((cookie) => cookie.split(';')[0]).join('; '))
	return headers
}

/** What a route answers, whether it returned or threw it. */
export async function answerOf(work: () => Promise<unknown>): Promise<Response> {
	try {
		const answer = await work()
		return answer instanceof Response ? answer : Response.json(answer)
	} catch (thrown) {
		if (thrown instanceof Response) return thrown
		throw thrown
	}
}
