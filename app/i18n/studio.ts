import { en } from './studio.en'
import { fr } from './studio.fr'

export const studioMessages = { fr, en }
