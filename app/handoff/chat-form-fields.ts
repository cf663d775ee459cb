import { z } from 'zod'

export const LONGEST_FIRST_MESSAGE = 2_000

const shared = {
	requestKey: z.uuid(),
	firstName: z.string({ error: 'missing' }).trim().min(1, 'missing').max(60, 'missing'),
	body: z.string({ error: 'missing' }).trim().min(1, 'missing').max(LONGEST_FIRST_MESSAGE, 'too-long'),
	/** Lines of the path to keep to oneself. */
	remove: z.array(z.string().max(60)).default([]),
	askedFrom: z.string().max(300).optional(),
	/** How often the form was sent back. */
	refusals: z.coerce.number().int().min(0).max(100).default(0),
}

/** What the form that asks for a chat sends. */
export const AskForm = z.object({ ...shared, reason: z.string({ error: 'missing' }).min(1, 'missing').max(60) })

/** What the form that leaves a message sends; the contact is judged by the server. */
export const MessageForm = z.object({
	...shared,
	contact: z.string({ error: 'missing' }).trim().min(1, 'missing').max(200, 'missing'),
})
