import { en } from './past.en'
import { fr } from './past.fr'

export const pastMessages = { fr, en }
