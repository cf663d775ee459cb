import { en } from './shell.en'
import { fr } from './shell.fr'

export const shellMessages = { fr, en }
