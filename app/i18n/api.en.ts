import type { fr } from './api.fr'
import type { Same } from './messages'

export const en = {
	somebody: 'Somebody',
	notFound: 'There is nothing at this address.',
	unauthorized: 'The access token is needed: header Authorization: Bearer.',
	method: (allowed) => `Methods accepted here: ${allowed}.`,
	mediaType: 'The body must be JSON: Content-Type: application/json.',
	tooLarge: (bytes) => `The body is over ${bytes} bytes.`,
	malformed: (fields) => `The request is not understood. To mend: ${fields}.`,
	notJson: 'the body, which must be a JSON object',
	tooMany: (seconds) => `Too many requests. Try again in ${seconds} s.`,
	nothingStored: 'Nothing can be stored at the moment. Try again.',
	broken: 'Something broke on our side. It has been noted.',
	keyReused: 'This Idempotency-Key was used for another request.',
	notVerified: 'The number has not been verified: phoneVerified must be true.',
	unknownReason: (known) => `There is no such reason. Reasons: ${known}.`,
	slotFull: 'This time has just been taken. Choose another one.',
	slotUnknown: 'No slot begins at this instant. Choose another one.',
	already: (reference) => `A call to this number is already planned: ${reference}.`,
	unknownReference: 'No callback has this reference.',
	tooLate: 'The call is under way: it can no longer be cancelled.',
	over: 'This callback is over: there is nothing left to cancel.',
	unknownAdvisor: 'No advisor has this address.',
	phoneTaken: 'This is the number of another advisor.',
	phoneMissing: 'This advisor has no number: give phone.',
} satisfies Same<typeof fr>
