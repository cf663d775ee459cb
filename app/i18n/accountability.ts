import { en } from './accountability.en'
import { fr } from './accountability.fr'

export const accountabilityMessages = { fr, en }
