import { en } from './delegation.en'
import { fr } from './delegation.fr'

export const delegationMessages = { fr, en }
