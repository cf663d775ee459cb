export const fr = {
	search: (words: string) => `Recherche « ${words} »`,
	searchFailed: (words: string) => `Recherche « ${words} », sans réponse`,
	article: (title: string) => `Lecture de « ${title} »`,
	review: (what: string) => `Relu sans confirmer encore : ${what}`,
	answer: (title: string) => `« ${title} » a suffi`,
	answerFailed: (title: string) => `« ${title} » n'a pas suffi`,
}
