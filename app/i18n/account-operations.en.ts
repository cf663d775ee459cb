import type { accountOperations as fr } from './account-operations.fr'
import type { Same } from './messages'

export const accountOperations = {
	doneByDelegate: (name: string) => `Done by ${name}, with whom this line is shared.`,
	doneByAdvisor: (name: string, reference: string) =>
		`Done by ${name}, at the account holder's request${reference && ` (case ${reference})`}.`,
	number: (reference: string) => `Receipt ${reference}.`,
} satisfies Same<typeof fr>
