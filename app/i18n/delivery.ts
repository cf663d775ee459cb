import { en } from './delivery.en'
import { fr } from './delivery.fr'

export const deliveryMessages = { fr, en }
