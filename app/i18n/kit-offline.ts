import { en } from './kit-offline.en'
import { fr } from './kit-offline.fr'

export const offlineMessages = { fr, en }
