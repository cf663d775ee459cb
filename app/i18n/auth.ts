import { en } from './auth.en'
import { fr } from './auth.fr'

export const authMessages = { fr, en }
