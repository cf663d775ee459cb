import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { log } from '~/log.server'
import { settings } from '~/settings/settings.server'

const LARGEST_INLINE = 4_000
/** What a drawing needs not: such a file is shown as an image, where nothing of it runs. */
const ACTIVE = /<script|<foreignObject|<style|\son\w+=|href=/i

let mark: { logo: string; svg: string | null } | undefined

/**
 * The brand's logo as inline SVG, so that its lines take the colour of the theme and cost no
 * request; `null` for a logo of another format, a large one, or one that does more than draw.
 */
export function brandMark(): string | null {
	const { logo } = settings().brand
	if (mark?.logo !== logo) mark = { logo, svg: readMark(logo) }
	return mark.svg
}

function readMark(logo: string): string | null {
	if (!logo.endsWith('.svg')) return null
	try {
		const svg = readFileSync(join('public', logo), 'utf8').trim()
		return svg.length <= LARGEST_INLINE && svg.startsWith('<svg') && !ACTIVE.test(svg) ? withoutTitle(svg) : null
	} catch (error) {
		log.warn({ logo, error: String(error) }, 'the logo of the settings cannot be read')
		return null
	}
}

/** The name stands beside the mark already. */
function withoutTitle(svg: string): string {
	return svg.replace(/<title>[^<]*<\/title>/, '')
}
