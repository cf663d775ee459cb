import { en } from './chat-states.en'
import { fr } from './chat-states.fr'

export const chatStateMessages = { fr, en }
