import { en } from './moving.en'
import { fr } from './moving.fr'

export const movingMessages = { fr, en }
