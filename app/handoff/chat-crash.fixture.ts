import { migrate } from '#db/migrate.server'
import { makeAdvisor } from '#db/testing/builders'
import { alwaysOpen } from '#db/testing/callbacks'
import { chatForm } from '#db/testing/conversations'
import { findPeople } from '~/auth/people.server'
import { log } from '~/log.server'
import { listen } from '~/realtime/bus.server'
import { useSettings as replaceSettings } from '~/settings/settings.server'
import { postWithFiles } from './attachments.server'
import { askForChat, takeConversation } from './conversations.server'
import { messagesSince } from './messages.server'
import { type Death, watchCommits } from './watch-commits.fixture'

/** A process of the product that carries a chat and can be told to die in the middle of a sending. */
export type Order =
	| { do: 'open'; requestKey: string }
	| { do: 'send'; id: string; conversationId: string; author: 'customer' | 'advisor'; body: string; file: boolean }
	| { do: 'since'; conversationId: string; seq: number }
	| ({ do: 'die' } & Death)

const ADVISOR = 'nadia'

let death: Death | null = null
const commits = watchCommits(() => death)

async function obey(order: Order): Promise<unknown> {
	if (order.do === 'die') {
		commits.startAnew()
		death = order
		return null
	}
	if (order.do === 'open') {
		const { conversation } = await askForChat(chatForm({ visitId: order.requestKey, requestKey: order.requestKey }))
		await takeConversation({ conversationId: conversation.id, advisorId: ADVISOR })
		return conversation.id
	}
	if (order.do === 'since')
		return (await messagesSince(order.conversationId, order.seq)).map(({ id, seq }) => ({ id, seq }))
	let hints = 0
	const deaf = listen(`conversation:${order.conversationId}`, () => hints++)
	const { file, do: _, ...message } = order
	const files = file ? [{ name: 'note.txt', bytes: Buffer.from('Le voyant est rouge.') }] : []
	const posted = await postWithFiles({ ...message, authorId: order.author === 'advisor' ? ADVISOR : null }, files)
	deaf()
	if (!posted.ok) throw new Error(posted.reason)
	return { seq: posted.message.seq, files: posted.message.files?.length ?? 0, hints, commits: commits.count() }
}

async function start(): Promise<void> {
	log.level = 'silent'
	migrate()
	replaceSettings(alwaysOpen())
	const [known] = await findPeople([ADVISOR])
	if (!known) await makeAdvisor({ id: ADVISOR })
	commits.startAnew()
	process.on('message', (order: Order) => {
		obey(order).then(
			(result) => process.send?.({ result }),
			(error: unknown) => process.send?.({ error: String(error) }),
		)
	})
	process.on('disconnect', () => process.exit(0))
	process.send?.({ ready: true })
}

void start()
