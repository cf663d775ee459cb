// Loaded before a measured server (`--import`): tells what it has used when asked. The server's
// own code is left as it is.
process.on('message', (question) => {
	if (question !== 'usage') return
	const { user, system } = process.cpuUsage()
	process.send({ usage: { cpuMs: (user + system) / 1_000, memoryMb: process.memoryUsage().rss / 1_048_576 } })
})
