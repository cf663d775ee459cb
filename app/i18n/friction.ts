import { en } from './friction.en'
import { fr } from './friction.fr'

export const frictionMessages = { fr, en }
