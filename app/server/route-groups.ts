import type { ServerBuild } from '@remix-run/node'
import { matchRoutes } from '@remix-run/react'

/** The group of an address that no other group is for: its routes are all of them. */
const EVERY_ROUTE = '*'
const MOST_KNOWN = 10_000

interface RouteObject {
	id: string
	path: string | undefined
	index: boolean | undefined
	caseSensitive: boolean | undefined
	children: RouteObject[]
}

/**
 * The build cut down to the routes an address leads to. The framework ranks and matches every
 * route anew several times a request, so a request costs as much as the routes it is shown.
 *
 * A group is named by the route that answers; it holds that route, those around it, and those
 * that lead from anywhere to anywhere: the root, the home page and `$`.
 */
export class RouteGroups {
	#build: ServerBuild
	#tree: RouteObject[]
	#everywhere: Set<string>
	/** Addresses that were matched before. */
	#known = new Map<string, string>()

	constructor(build: ServerBuild) {
		this.#build = build
		this.#tree = this.#childrenOf(undefined)
		this.#everywhere = new Set(Object.keys(build.routes).filter((id) => !this.#hasFixedStep(id)))
	}

	/** The name of the group that a path is answered from. */
	groupOf(pathname: string): string {
		const path = pathname.replace(/\.data$/, '')
		if (path.startsWith('/_') || path.includes('%')) return EVERY_ROUTE
		let group = this.#known.get(path)
		if (group === undefined) {
			group = matchRoutes(this.#tree as Parameters<typeof matchRoutes>[0], path)?.at(-1)?.route.id ?? EVERY_ROUTE
			if (this.#everywhere.has(group) && path.length > '/en'.length) group = EVERY_ROUTE
			if (this.#known.size >= MOST_KNOWN) this.#known.clear()
			this.#known.set(path, group)
		}
		return group
	}

	/** The build with the routes of one group. */
	buildOf(group: string): ServerBuild {
		if (group === EVERY_ROUTE) return this.#build
		const shown = new Set(this.#everywhere)
		for (let id: string | undefined = group; id; id = this.#build.routes[id]?.parentId) shown.add(id)
		const only = <T>(routes: Record<string, T>) =>
			Object.fromEntries(Object.entries(routes).filter(([id]) => shown.has(id)))
		const { assets, routes } = this.#build
		return {
			...this.#build,
			routes: only(routes as Record<string, NonNullable<(typeof routes)[string]>>),
			assets: { ...assets, routes: only(assets.routes as Record<string, NonNullable<(typeof assets.routes)[string]>>) },
		}
	}

	#childrenOf(parentId: string | undefined): RouteObject[] {
		return Object.values(this.#build.routes).flatMap((route) =>
			route && route.parentId === parentId
				? [
						{
							id: route.id,
							path: route.path,
							index: route.index,
							caseSensitive: route.caseSensitive,
							children: this.#childrenOf(route.id),
						},
					]
				: [],
		)
	}

	/** Whether a route's address has a step that is neither optional nor a parameter. */
	#hasFixedStep(id: string): boolean {
		for (let at: string | undefined = id; at; at = this.#build.routes[at]?.parentId)
			if ((this.#build.routes[at]?.path ?? '').split('/').some((step) => step && !/^[:*]|\?$/.test(step))) return true
		return false
	}
}
