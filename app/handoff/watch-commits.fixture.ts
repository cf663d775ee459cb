import { currentConnections } from '#db/client.server'

/** When a process is to die: around which of its commits. */
export interface Death {
	atCommit: number
	when: 'before' | 'after'
}

/**
 * Kills this process, as a power cut would, before or after a write that lasts: the end of a
 * transaction, or a write on its own.
 *
 * @param death - asked at each of them
 * @returns how many there were, and how to begin counting anew
 */
export function watchCommits(death: () => Death | null): { count: () => number; startAnew: () => void } {
	let commits = 0
	const { writer } = currentConnections()
	const prepare = writer.prepare.bind(writer)
	writer.prepare = ((source: string) => {
		const statement = prepare(source)
		if (source !== 'COMMIT' && (statement.readonly || source.startsWith('BEGIN'))) return statement
		for (const way of ['run', 'all', 'get'] as const) {
			const write = statement[way].bind(statement) as (...given: unknown[]) => unknown
			statement[way] = ((...given: unknown[]) => {
				if (source !== 'COMMIT' && writer.inTransaction) return write(...given)
				commits++
				const due = death()
				const dies = due?.atCommit === commits ? due.when : null
				if (dies === 'before') process.kill(process.pid, 'SIGKILL')
				const result = write(...given)
				if (dies === 'after') process.kill(process.pid, 'SIGKILL')
				return result
			}) as never
		}
		return statement
	}) as typeof writer.prepare
	return {
		count: () => commits,
		startAnew: () => {
			commits = 0
		},
	}
}
