// The yardstick of `bench:chat`: a POST is written to the streams of its topic, and that is all.
import { createServer } from 'node:http'

const topics = new Map()
const server = createServer((request, response) => {
	const topic = new URL(request.url, 'http://bare').searchParams.get('topic')
	if (request.method === 'GET') {
		response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': open\n\n')
		const heard = topics.get(topic) ?? new Set()
		topics.set(topic, heard.add(response))
		response.on('close', () => heard.delete(response))
		return
	}
	let body = ''
	request.on('data', (chunk) => (body += chunk))
	request.on('end', () => {
		for (const stream of topics.get(topic) ?? []) stream.write(`data: ${JSON.stringify({ body })}\n\n`)
		response.writeHead(204).end()
	})
})
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('disconnect', () => process.exit(0))
