import { en } from './life.en'
import { fr } from './life.fr'

export const lifeMessages = { fr, en }
