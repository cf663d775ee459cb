import { en } from './kit.en'
import { fr } from './kit.fr'

export const kitMessages = { fr, en }
