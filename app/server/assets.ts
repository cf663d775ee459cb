import { existsSync } from 'node:fs'
import { join, normalize } from 'node:path'
import express, { type RequestHandler } from 'express'
import { encodingFor } from './compress'

const TYPES: Record<string, string> = {
	js: 'text/javascript; charset=utf-8',
	css: 'text/css; charset=utf-8',
	svg: 'image/svg+xml',
	json: 'application/json',
}
const ENDINGS = { br: '.br', gzip: '.gz' } as const

/** The built files: named by their content, so kept for ever; compressed when the product was built. */
export function assets(folder: string): RequestHandler {
	const files = express.static(folder, { immutable: true, maxAge: '1y', index: false, redirect: false })
	return (request, response, next) => {
		if (!request.path.startsWith('/assets/')) return next()
		const encoding = encodingFor(request.headers['accept-encoding'])
		const type = TYPES[request.path.split('.').at(-1) ?? '']
		const path = normalize(request.path)
		if (!encoding || !type || !existsSync(join(folder, path + ENDINGS[encoding]))) return files(request, response, next)
		response.setHeader('Content-Encoding', encoding)
		response.setHeader('Vary', 'Accept-Encoding')
		response.setHeader('Content-Type', type)
		request.url = path + ENDINGS[encoding]
		files(request, response, next)
	}
}
