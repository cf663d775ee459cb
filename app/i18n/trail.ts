import { en } from './trail.en'
import { fr } from './trail.fr'

export const trailMessages = { fr, en }
