/**
 * Options of the Remix plugin; vite.config.ts imports this file.
 *
 * The telephone simulator's pages are part of every build and do not exist outside the
 * demonstration: they answer 404 (docs/decisions/0001).
 *
 * @type {import('@remix-run/dev').VitePluginConfig}
 */
export default {
	appDirectory: 'app',
	buildDirectory: 'build',
	ignoredRouteFiles: ['**/*.test.{ts,tsx}'],
	future: {
		v3_fetcherPersist: true,
		v3_relativeSplatPath: true,
		v3_throwAbortReason: true,
		v3_lazyRouteDiscovery: true,
		v3_singleFetch: true,
		v3_routeConfig: false,
	},
}
