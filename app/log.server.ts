import pino from 'pino'
import { environment } from '~/env.server'
import { withoutValues } from './log-text'

/** Structured log on standard output. Never give it a name, an address, a number or a token. */
export const log = pino({
	level: process.env.VITEST ? 'silent' : environment().LOG_LEVEL,
	base: undefined,
	formatters: {
		log: (line) => (typeof line.error === 'string' ? { ...line, error: withoutValues(line.error) } : line),
	},
	redact: ['*.email', '*.phone', '*.token', '*.cookie'],
})
