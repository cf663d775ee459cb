import { environment } from '~/env.server'

const PERSONAL = ['/search', '/compte', '/ecrire', '/rappel', '/message', '/echanges', '/connexion']
const STAFF = ['/desk', '/studio', '/frictions', '/admin', '/dev', '/api']

export function loader() {
	const lines = ['User-agent: *', ...STAFF, ...PERSONAL, ...PERSONAL.map((path) => `/en${path}`)].map((line) =>
		line.startsWith('/') ? `Disallow: ${line}` : line,
	)
	const body = `${[...lines, '', `Sitemap: ${environment().publicUrl}/sitemap.xml`].join('\n')}\n`
	return new Response(body, {
		headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
	})
}
