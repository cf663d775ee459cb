import { en } from './callback.en'
import { fr } from './callback.fr'

export const callbackMessages = { fr, en }
