import type { Carrier } from '~/telephony/carrier'

interface FakeCompany extends Carrier {
	/** Numbers that were called, hung up and texted, in order. */
	placed: string[]
	hungUp: string[]
	texted: string[]
}

/** A phone company that accepts everything and remembers it. */
export function fakeCompany(over: Partial<Carrier> = {}): FakeCompany {
	const company: FakeCompany = {
		dials: true,
		fromNumber: '+33353012020',
		placed: [],
		hungUp: [],
		texted: [],
		placeCall: async (call) => {
			company.placed.push(call.to)
			return over.placeCall?.(call) ?? { ok: true, sid: `CA${company.placed.length}` }
		},
		fetchCall: over.fetchCall ?? (async () => null),
		listCalls: over.listCalls ?? (async () => []),
		listCallsBetween: over.listCallsBetween ?? (async () => []),
		...(over.spentToday ? { spentToday: over.spentToday } : {}),
		findSms: over.findSms ?? (async () => null),
		hangUp: async (sid) => {
			company.hungUp.push(sid)
			await over.hangUp?.(sid)
		},
		sendSms: async (message) => {
			company.texted.push(message.to)
			return over.sendSms?.(message) ?? { ok: true, sid: `SM${company.texted.length}` }
		},
	}
	return Object.assign(company, over.dials === undefined ? {} : { dials: over.dials })
}
