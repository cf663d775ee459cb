import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { availability } from '~/handoff/availability.server'

const registry = new Registry()
collectDefaultMetrics({ register: registry })

const requests = new Counter({
	name: 'relais_http_requests_total',
	help: 'Requests answered, by status class and by who answered them',
	labelNames: ['status', 'from'] as const,
	registers: [registry],
})
new Gauge({
	name: 'relais_chats_waiting',
	help: 'Chats waiting for an advisor',
	registers: [registry],
	async collect() {
		this.set((await availability()).chat.waiting)
	},
})
new Gauge({
	name: 'relais_advisors_present',
	help: 'Advisors who can be offered a contact',
	registers: [registry],
	async collect() {
		this.set((await availability()).people.length)
	},
})

export function countRequest(status: number, from: 'kept' | 'rendered' | 'stream'): void {
	requests.inc({ status: `${Math.floor(status / 100)}xx`, from })
}

/** The Prometheus text format. */
export async function metricsText(): Promise<string> {
	return registry.metrics()
}
