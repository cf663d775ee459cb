import { en } from './payment.en'
import { fr } from './payment.fr'

export const paymentMessages = { fr, en }
