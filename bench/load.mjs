// The process that makes the load, apart from the one that measures and the one measured.
import { openConnection, requestText } from './http-client.mjs'

const MAX_SECONDS = 60
const MAX_CONNECTIONS = 256

process.on('message', async (job) => process.send(await run(job)))
process.on('disconnect', () => process.exit(0))

/**
 * Asks for `paths` in turn for some seconds. `#` in a path becomes a number never used before, so
 * that the answer cannot have been kept; `@` in a header becomes one of 60,000 addresses, so that
 * what one address may ask in a minute is not what is measured.
 */
function run({ port, paths, headers, seconds, connections, expect }) {
	const until = performance.now() + Math.min(seconds, MAX_SECONDS) * 1_000
	const waits = []
	let asked = 0
	let bytes = 0
	let wrong = 0
	let open = Math.min(connections, MAX_CONNECTIONS)
	const startedAt = performance.now()
	const texts = paths.map((path) => ({
		moving: /[#@]/.test(path + JSON.stringify(headers)),
		text: requestText({ path, port, headers }),
	}))
	const next = () => {
		const { moving, text } = texts[asked++ % texts.length]
		return moving
			? text.replace('#', `${process.pid}${asked}`).replace('@', `10.1.${(asked >> 8) & 255}.${asked & 255}`)
			: text
	}
	return new Promise((resolve) => {
		const end = () => {
			if (--open > 0) return
			waits.sort((a, b) => a - b)
			const took = (performance.now() - startedAt) / 1_000
			resolve({
				requests: waits.length,
				perSecond: waits.length / took,
				bytes: Math.round(bytes / waits.length),
				wrong,
				p50: waits[Math.floor(waits.length * 0.5)],
				p99: waits[Math.floor(waits.length * 0.99)],
			})
		}
		for (let index = open; index > 0; index--) {
			let sentAt = performance.now()
			const connection = openConnection({
				port,
				onAnswer(answer) {
					const now = performance.now()
					waits.push(now - sentAt)
					bytes += answer.bytes
					if (answer.status !== expect) wrong++
					if (now > until) {
						end()
						return null
					}
					sentAt = now
					return next()
				},
				onError() {
					wrong++
					end()
				},
			})
			connection.send(next())
		}
	})
}
