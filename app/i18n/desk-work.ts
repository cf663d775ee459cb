import { en } from './desk-work.en'
import { fr } from './desk-work.fr'

export const workMessages = { fr, en }
