import { settings } from '~/settings/settings.server'

/** The tokens that the settings replace, as a style sheet. Public. */
export function loader() {
	const { light, dark } = settings().brand.tokens
	const rules = (tokens: Record<string, string>) =>
		Object.entries(tokens)
			.map(([name, value]) => `${name}:${value}`)
			.join(';')
	const css = [
		`:root,[data-theme="light"]{${rules(light)}}`,
		`@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){${rules(dark)}}}`,
		`[data-theme="dark"]{${rules(dark)}}`,
	]
	return new Response(css.join('\n'), {
		headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=300' },
	})
}
