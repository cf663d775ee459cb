/**
 * Options of the Remix plugin; vite.config.ts imports this file.
 *
 * The telephone simulator's pages and endpoints are part of the build only when
 * TELEPHONY=simulator at build time is not excluded, see docs/decisions/0001.
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
