import nodemailer, { type Transporter } from 'nodemailer'
import type { outbox } from '#db/schema/work.server'
import type { Environment } from '~/env.server'
import { settings } from '~/settings/settings.server'
import { carrierSms, findCarrierSms } from '~/telephony/sms.server'
import { carrierCall } from '~/telephony/spoken.server'

type Message = typeof outbox.$inferSelect
interface Transport {
	/**
	 * @returns the carrier's name for the message, when it gives one
	 * @throws when the message was not accepted; it is tried again
	 */
	send(message: Message): Promise<string | null>
	/** Whether a message that was under way when its process died, or whose answer was lost, was taken. */
	find?(message: Message): Promise<string | null>
}

/** In the demo a message is sent by being stored: people read it at /dev/outbox. */
const onScreen: Transport = { send: async () => null }

/** The library's own waits are minutes long: one mute server would hold every other message. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

let smtp: { url: string; transporter: Transporter } | undefined

/** SMTP when SMTP_URL is set, else the demo's mailbox. */
export function emailTransport({ SMTP_URL, MAIL_FROM, DEMO }: Environment): Transport {
	if (!SMTP_URL) {
		if (DEMO) return onScreen
		return { send: () => Promise.reject(new Error('SMTP_URL is not set')) }
	}
	if (smtp?.url !== SMTP_URL)
		smtp = { url: SMTP_URL, transporter: nodemailer.createTransport({ url: SMTP_URL, ...PATIENCE }) }
	const { transporter } = smtp
	const { brand } = settings()
	return {
		send: async (message) => {
			await transporter.sendMail({
				from: MAIL_FROM ?? { name: brand.name, address: brand.senderEmail },
				to: message.recipient,
				subject: message.subject ?? '',
				text: message.body,
				...(message.html ? { html: message.html } : {}),
				messageId: `<${message.id}@${domainOf(MAIL_FROM ?? brand.senderEmail)}>`,
				// Written by a program: no « out of office » answers it.
				headers: { 'Auto-Submitted': 'auto-generated' },
				attachments: message.attachments?.map(({ name, type, content }) => ({
					filename: name,
					contentType: type,
					content,
				})),
			})
			return null
		},
	}
}

/** Of an address, with or without a name before it. */
function domainOf(sender: string): string {
	return sender.match(/@([^\s>]+)/)?.[1] ?? 'relais'
}

/** A call by the phone company when there is one, else the demo's mailbox. It plays what `spoken.server.ts` reads. */
export function callTransport({ telephony, DEMO, publicUrl }: Environment): Transport {
	if (telephony === 'manual') {
		if (DEMO) return onScreen
		return { send: () => Promise.reject(new Error('no phone company is configured to call')) }
	}
	return {
		send: ({ id, recipient }) =>
			carrierCall({ to: recipient, twimlUrl: `${publicUrl}/webhooks/telephony/spoken?m=${id}` }),
	}
}

/** The phone company when there is one, else the demo's mailbox. */
export function smsTransport({ telephony, DEMO }: Environment): Transport {
	if (telephony === 'manual') {
		if (DEMO) return onScreen
		return { send: () => Promise.reject(new Error('no phone company is configured to send SMS')) }
	}
	return {
		send: ({ id, recipient, body }) => carrierSms({ to: recipient, body, messageId: id }),
		find: ({ recipient, body, createdAt }) => findCarrierSms({ to: recipient, body, since: createdAt }),
	}
}
