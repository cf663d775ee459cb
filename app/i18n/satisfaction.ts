import { en } from './satisfaction.en'
import { fr } from './satisfaction.fr'

export const satisfactionMessages = { fr, en }
