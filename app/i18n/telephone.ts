import { en } from './telephone.en'
import { fr } from './telephone.fr'

export const telephoneMessages = { fr, en }
