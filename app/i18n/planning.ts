import { en } from './planning.en'
import { fr } from './planning.fr'

export const planningMessages = { fr, en }
