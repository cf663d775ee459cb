import { en } from './beside.en'
import { fr } from './beside.fr'

export const besideMessages = { fr, en }
