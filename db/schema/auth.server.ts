import { sql } from 'drizzle-orm'
import { check, index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { flag, id, instant, json, madeAt } from './columns.server'

export const ROLES = ['customer', 'advisor', 'editor', 'supervisor', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Somebody who signs in: a customer or a member of staff. */
export const people = sqliteTable(
	'people',
	{
		id: id(),
		name: text().notNull(),
		email: text().notNull(),
		emailVerified: flag().notNull().default(false),
		image: text(),
		role: text({ enum: ROLES }).notNull().default('customer'),
		lang: text({ enum: ['fr', 'en'] })
			.notNull()
			.default('fr'),
		/** For staff: the team of the settings file they belong to. */
		team: text(),
		/** For staff: where they work, shown to customers. */
		city: text(),
		/** For an advisor: the E.164 number the carrier rings first. */
		phone: text(),
		createdAt: madeAt(),
		updatedAt: madeAt(),
	},
	(t) => [
		uniqueIndex('people_email').on(t.email),
		check('people_role', sql`${t.role} in ('customer', 'advisor', 'editor', 'supervisor', 'admin')`),
	],
)

/** A signed-in browser: listed to its person, and revoked by deleting the row. */
export const sessions = sqliteTable(
	'sessions',
	{
		id: id(),
		token: text().notNull().unique(),
		userId: text()
			.notNull()
			.references(() => people.id, { onDelete: 'cascade' }),
		expiresAt: instant().notNull(),
		ipAddress: text(),
		userAgent: text(),
		createdAt: madeAt(),
		updatedAt: madeAt(),
	},
	(t) => [index('sessions_user').on(t.userId)],
)

/** Ways to sign in that a person has linked; required by the auth library. */
export const signInAccounts = sqliteTable('sign_in_accounts', {
	id: id(),
	accountId: text().notNull(),
	providerId: text().notNull(),
	userId: text()
		.notNull()
		.references(() => people.id, { onDelete: 'cascade' }),
	accessToken: text(),
	refreshToken: text(),
	idToken: text(),
	accessTokenExpiresAt: instant(),
	refreshTokenExpiresAt: instant(),
	scope: text(),
	password: text(),
	createdAt: madeAt(),
	updatedAt: madeAt(),
})

/** One-time codes that were sent, hashed. */
export const verifications = sqliteTable(
	'verifications',
	{
		id: id(),
		identifier: text().notNull(),
		value: text().notNull(),
		expiresAt: instant().notNull(),
		createdAt: madeAt(),
		updatedAt: madeAt(),
	},
	(t) => [index('verifications_identifier').on(t.identifier)],
)

/** Who did what to what, for acts of staff and changes of rights. */
export const auditTrail = sqliteTable(
	'audit_trail',
	{
		id: id(),
		actorId: text(),
		action: text().notNull(),
		objectKind: text().notNull(),
		objectId: text().notNull(),
		detail: json<Record<string, unknown>>(),
		at: madeAt(),
	},
	(t) => [index('audit_object').on(t.objectKind, t.objectId)],
)
