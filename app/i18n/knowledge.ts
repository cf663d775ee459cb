import { en } from './knowledge.en'
import { fr } from './knowledge.fr'

export const knowledgeMessages = { fr, en }
