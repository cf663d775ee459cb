import { en } from './chat-elsewhere.en'
import { fr } from './chat-elsewhere.fr'

export const chatElsewhereMessages = { fr, en }
