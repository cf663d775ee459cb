import { randomUUID } from 'node:crypto'
import { integer, text } from 'drizzle-orm/sqlite-core'

/** Primary key: a random identifier that says nothing about order or number. */
export const id = () => text().primaryKey().$defaultFn(randomUUID)

/** An instant in UTC, kept in milliseconds. */
export const instant = () => integer({ mode: 'timestamp_ms' })

/** The instant at which the row was made. */
export const madeAt = () =>
	instant()
		.notNull()
		.$defaultFn(() => new Date())

/** A structured value, kept as JSON text. */
export const json = <T>() => text({ mode: 'json' }).$type<T>()

export const flag = () => integer({ mode: 'boolean' })

/** Money in whole cents of the settings' currency. */
export const cents = () => integer()
