import { en } from './usage.en'
import { fr } from './usage.fr'

export const usageMessages = { fr, en }
