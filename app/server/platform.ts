/** The app, as the build's entry module gives it to the server. */
export type Platform = typeof import('~/platform.server')
