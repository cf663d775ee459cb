import { en } from './payment-method.en'
import { fr } from './payment-method.fr'

export const paymentMethodMessages = { fr, en }
