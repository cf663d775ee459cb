import { useMatches } from '@remix-run/react'

/**
 * Where the other language's page lies when its address is not the same path: a loader gives
 * it as `translationPath`.
 */
export function useTranslationPath(): string | null {
	const matches = useMatches()
	const given = matches.map(({ data }) => (data as { translationPath?: unknown } | null | undefined)?.translationPath)
	return given.find((path) => typeof path === 'string') ?? null
}
