import { en } from './assist.en'
import { fr } from './assist.fr'

export const assistMessages = { fr, en }
