import type { ServerBuild } from '@remix-run/node'
import { expect, test } from 'vitest'
import { RouteGroups } from './route-groups'

const PATHS: Record<string, [path?: string, parentId?: string]> = {
	root: [''],
	home: ['en?', 'root'],
	account: ['en?/compte', 'root'],
	bills: ['en?/compte/factures', 'root'],
	desk: ['desk', 'root'],
	call: ['callbacks/:id', 'desk'],
	rest: ['en?/*', 'root'],
}
const routes = Object.fromEntries(Object.entries(PATHS).map(([id, [path, parentId]]) => [id, { id, path, parentId }]))
const groups = new RouteGroups({ routes, assets: { routes, version: '1' } } as unknown as ServerBuild)
const shownFor = (pathname: string) => Object.keys(groups.buildOf(groups.groupOf(pathname)).routes)

test.each(['/compte', '/en/compte', '/Compte', '/compte.data'])(
	'%s is shown the route that answers and those that lead anywhere',
	(pathname) => expect(shownFor(pathname)).toEqual(['root', 'home', 'account', 'rest']),
)

test.each(['/compte/factures', '/en/compte/factures.data'])('%s is not shown the page above it', (pathname) => {
	expect(shownFor(pathname)).toEqual(['root', 'home', 'bills', 'rest'])
})

test('a child is shown with its parent, a parent without its children', () => {
	expect(shownFor('/desk')).toEqual(['root', 'home', 'desk', 'rest'])
	expect(shownFor('/desk/callbacks/1')).toEqual(['root', 'home', 'desk', 'call', 'rest'])
})

test.each(['/', '/en', '/en.data'])('%s is shown the home page', (pathname) => {
	expect(shownFor(pathname)).toEqual(['root', 'home', 'rest'])
})

test.each(['/__manifest', '/nowhere', '/%63ompte', '/_root.data'])('%s is shown every route', (pathname) => {
	expect(shownFor(pathname)).toEqual(Object.keys(PATHS))
})

test('what the page is drawn with is cut down alike', () => {
	expect(Object.keys(groups.buildOf('call').assets.routes)).toEqual(['root', 'home', 'desk', 'call', 'rest'])
})
