import { en } from './invoice-pdf.en'
import { fr } from './invoice-pdf.fr'

export const invoicePdfMessages = { fr, en }
