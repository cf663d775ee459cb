import pino from 'pino'
import { environment } from '~/env.server'

/** Structured log on standard output. Never give it a name, an address, a number or a token. */
export const log = pino({
	level: process.env.VITEST ? 'silent' : environment().LOG_LEVEL,
	base: undefined,
	redact: ['*.email', '*.phone', '*.token', '*.cookie'],
})
