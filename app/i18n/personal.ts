import { en } from './personal.en'
import { fr } from './personal.fr'

export const personalMessages = { fr, en }
