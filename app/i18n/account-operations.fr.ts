export const accountOperations = {
	doneByDelegate: (name: string) => `Fait par ${name}, avec qui cette ligne est partagée.`,
	doneByAdvisor: (name: string, reference: string) =>
		`Fait par ${name}, à la demande du titulaire${reference && ` (dossier ${reference})`}.`,
	number: (reference: string) => `Reçu ${reference}.`,
}
