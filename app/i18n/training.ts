import { en } from './training.en'
import { fr } from './training.fr'

export const trainingMessages = { fr, en }
