import { useMatches } from '@remix-run/react'

/**
 * Where the other language's page lies when its address is not the same path: a loader gives
 * it as `translationPath`.
 */
export function useTranslationPath(): string | null {
	for (const { data } of useMatches()) {
		const path = (data as { translationPath?: unknown } | null | undefined)?.translationPath
		if (typeof path === 'string') return path
	}
	return null
}
