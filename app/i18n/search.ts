import { en } from './search.en'
import { fr } from './search.fr'

export const searchMessages = { fr, en }
