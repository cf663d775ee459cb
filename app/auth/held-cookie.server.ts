import { environment } from '~/env.server'

/** Keeps the keys of conversations opened by a link; it ends with the visit. */
export const HELD_COOKIE = environment().secure ? '__Host-chats' : 'chats'
