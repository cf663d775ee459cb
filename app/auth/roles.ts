import type { Role } from '#db/schema/auth.server'

/** Who may do what: the one table that server and interface read. */
export const PERMISSIONS = {
	'account.own': ['customer'],
	'desk.use': ['advisor', 'supervisor'],
	/** Acts on a customer's account at their request, from a contact of one's own. */
	'account.assist': ['advisor', 'supervisor'],
	'knowledge.edit': ['editor', 'supervisor', 'admin'],
	'insights.read': ['supervisor', 'admin'],
	'insights.handle': ['supervisor', 'admin'],
	'planning.edit': ['supervisor', 'admin'],
	'outbox.read': ['admin'],
	admin: ['admin'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

export function may(role: Role | undefined, permission: Permission): boolean {
	return role !== undefined && (PERMISSIONS[permission] as readonly Role[]).includes(role)
}

/** Where a person starts after signing in. */
export function homeOf(role: Role): string {
	if (may(role, 'desk.use') && role === 'advisor') return '/desk'
	if (may(role, 'insights.read')) return '/frictions'
	if (role === 'editor') return '/studio'
	return '/compte'
}
