import { statementsRun } from '../client.server'

/** The statements that `work` runs, in order: a page reads as many for one row as for ten. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
	const run: string[] = []
	const note = (message: unknown) => run.push((message as { sql: string }).sql)
	statementsRun.subscribe(note)
	try {
		await work()
	} finally {
		statementsRun.unsubscribe(note)
	}
	return run
}
