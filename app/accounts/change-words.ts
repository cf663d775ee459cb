import type { plan } from '~/i18n/account-plan.fr'
import type { Lang } from '~/i18n/language'
import type { BothLanguages } from './held-names'

/** What a change is, in names: the words are put around them in the language of who reads. */
export type ChangeTitle =
	| { kind: 'plan'; from: BothLanguages; to: BothLanguages }
	| { kind: 'add'; name: BothLanguages; replaced: BothLanguages[]; needed: BothLanguages[] }
	| { kind: 'remove'; names: BothLanguages[] }

type PlanWords = Pick<typeof plan, 'reviewPlan' | 'reviewRemove' | 'reviewReplace' | 'reviewAddWith' | 'reviewAdd'>

/** « Remplacer l'Option Monde par l'Option Frontière ». */
export function titleWords(title: ChangeTitle, t: PlanWords, lang: Lang): string {
	const said = (names: BothLanguages[]) => names.map((name) => name[lang])
	if (title.kind === 'plan') return t.reviewPlan(title.from[lang], title.to[lang])
	if (title.kind === 'remove') return t.reviewRemove(said(title.names))
	if (title.replaced.length > 0) return t.reviewReplace(said(title.replaced), title.name[lang])
	return title.needed.length > 0 ? t.reviewAddWith(title.name[lang], said(title.needed)) : t.reviewAdd(title.name[lang])
}
