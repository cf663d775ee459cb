import { en } from './copy.en'
import { fr } from './copy.fr'

export const copyMessages = { fr, en }
