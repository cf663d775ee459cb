import type { ServerBuild } from '@remix-run/node'

/** The group of an address that no other group is for: its routes are all of them. */
const EVERY_ROUTE = '*'
/** The group of the home pages: the routes that belong to all groups. */
const HOME = ''

/**
 * The build cut down to the routes an address can lead to. The framework ranks and matches every
 * route anew several times a request, so a request costs as much as the routes it is shown.
 *
 * A route belongs to the group of the first fixed step of its path, optional steps (`en?`) passed
 * over; one that begins with anything else (the root, the home page, `$`) belongs to all of them.
 */
export class RouteGroups {
	#build: ServerBuild
	#firstSteps = new Map<string, string | null>()
	#groups: Set<string | null>
	#optional = new Set<string>()

	constructor(build: ServerBuild) {
		this.#build = build
		for (const id of Object.keys(build.routes)) this.#firstSteps.set(id, this.#firstStepOf(id))
		this.#groups = new Set(this.#firstSteps.values())
	}

	/** The name of the group that a path is answered from. */
	groupOf(pathname: string): string {
		const steps = pathname
			.toLowerCase()
			.replace(/\.data$/, '')
			.split('/')
			.filter(Boolean)
		const first = steps.find((step, index) => index > 0 || !this.#optional.has(step)) ?? HOME
		return first === HOME || this.#groups.has(first) ? first : EVERY_ROUTE
	}

	/** The build with the routes of one group. */
	buildOf(group: string): ServerBuild {
		if (group === EVERY_ROUTE) return this.#build
		const belongs = ([id]: [string, unknown]) => [null, group].includes(this.#firstSteps.get(id) ?? null)
		const only = <T>(routes: Record<string, T>) => Object.fromEntries(Object.entries(routes).filter(belongs))
		const { assets, routes } = this.#build
		return {
			...this.#build,
			routes: only(routes as Record<string, NonNullable<(typeof routes)[string]>>),
			assets: { ...assets, routes: only(assets.routes as Record<string, NonNullable<(typeof assets.routes)[string]>>) },
		}
	}

	#firstStepOf(id: string): string | null {
		const path: string[] = []
		for (let at: string | undefined = id; at; at = this.#build.routes[at]?.parentId)
			path.unshift(this.#build.routes[at]?.path ?? '')
		for (const step of path.join('/').toLowerCase().split('/').filter(Boolean)) {
			if (step.endsWith('?')) this.#optional.add(step.slice(0, -1))
			else return /^[:*]/.test(step) ? null : step
		}
		return null
	}
}
