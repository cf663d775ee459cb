import { en } from './studio-words.en'
import { fr } from './studio-words.fr'

export const studioWordsMessages = { fr, en }
