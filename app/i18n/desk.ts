import { en } from './desk.en'
import { fr } from './desk.fr'

export const deskMessages = { fr, en }
