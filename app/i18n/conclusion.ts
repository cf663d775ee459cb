import { en } from './conclusion.en'
import { fr } from './conclusion.fr'

export const conclusionMessages = { fr, en }
