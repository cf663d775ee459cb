// A thread of its own: builds the index of a language, writes it to its file and hands it over.
import { parentPort, workerData } from 'node:worker_threads'
import { closeConnections } from '#db/client.server'
import { writeIndexFile } from '~/search/index-file.server'
import { buildFromDatabase, type IndexOrder } from './index-build.server'

const { file, ...order } = workerData as IndexOrder & { file: string | null }
const segment = await buildFromDatabase(order)
closeConnections()
let unwritten: string | null = null
try {
	if (file) writeIndexFile(file, segment)
} catch (error) {
	unwritten = String(error)
}
parentPort?.postMessage({ segment, unwritten }, [segment])
