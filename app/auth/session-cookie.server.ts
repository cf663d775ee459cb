import { environment } from '~/env.server'

/** `__Host-` binds the cookie to this host; browsers accept the prefix over https only. */
export const SESSION_COOKIE = environment().secure ? '__Host-session' : 'session'
