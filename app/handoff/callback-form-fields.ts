import { z } from 'zod'
import { LANGUAGES } from '~/i18n/language'

/** What the callback form sends. The number is judged by the number policy, not here. */
export const CallbackForm = z.object({
	requestKey: z.uuid(),
	when: z.enum(['now', 'slot']).default('now'),
	slot: z.iso.datetime().optional(),
	phone: z.string().trim().max(60).default(''),
	firstName: z.string({ error: 'firstName' }).trim().min(1, 'firstName').max(60, 'firstName'),
	reason: z.string({ error: 'reason' }).min(1, 'reason').max(60),
	subject: z.string().trim().max(600).default(''),
	email: z.email('email').max(200, 'email').toLowerCase().optional(),
	/** What the customer would rather speak; the language of the page unless they say so. */
	spokenLang: z.enum(LANGUAGES).optional(),
	/** The advisor who called last time, when they are there. */
	sameAdvisor: z.literal('oui').optional(),
	/** `relay`: through the operator for people who are deaf or hard of hearing. `text`: in writing, at a time. */
	channel: z.enum(['voice', 'relay', 'text']).default('voice'),
	remove: z.array(z.string().max(60)).default([]),
	askedFrom: z.string().max(300).optional(),
	/** How often the form was sent back. */
	refusals: z.coerce.number().int().min(0).max(100).default(0),
})
