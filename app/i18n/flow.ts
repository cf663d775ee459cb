import { en } from './flow.en'
import { fr } from './flow.fr'

export const flowMessages = { fr, en }
