import { en } from './softphone.en'
import { fr } from './softphone.fr'

export const softphoneMessages = { fr, en }
