import { en } from './api.en'
import { fr } from './api.fr'

export const apiMessages = { fr, en }
