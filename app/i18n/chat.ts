import { en } from './chat.en'
import { fr } from './chat.fr'

export const chatMessages = { fr, en }
