import { en } from './insights.en'
import { fr } from './insights.fr'

export const insightsMessages = { fr, en }
