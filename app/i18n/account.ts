import { en } from './account.en'
import { fr } from './account.fr'

export const accountMessages = { fr, en }
