import { en } from './timeline.en'
import { fr } from './timeline.fr'

export const timelineMessages = { fr, en }
