import { expect, test } from 'vitest'
import { makeArticle } from '#db/testing/knowledge'
import { renderArticle } from './markdown.server'
import { findQuotable, paragraphWith } from './paragraphs.server'

const MARKDOWN = `Le voyant dit où est la coupure.

## Redémarrer la box

1. Débranchez la prise **de courant**.
2. Attendez trente secondes & rebranchez.

:::attention
Ne touchez pas à la fibre.
:::
`

test('an article is taken apart, each paragraph under its heading', async () => {
	const { html, plainText, headings } = renderArticle(MARKDOWN, 'fr')
	const { id } = await makeArticle({ slug: 'a-citer', markdown: MARKDOWN, html, plainText, headings })
	const article = await findQuotable(id)
	const anchor = headings[0]?.id
	expect(article).toMatchObject({ href: '/articles/a-citer', lang: 'fr' })
	expect(article?.paragraphs).toEqual([
		{ anchor: null, heading: null, text: 'Le voyant dit où est la coupure.' },
		{ anchor, heading: 'Redémarrer la box', text: 'Débranchez la prise de courant.' },
		{ anchor, heading: 'Redémarrer la box', text: 'Attendez trente secondes & rebranchez.' },
		expect.objectContaining({ anchor, text: 'Ne touchez pas à la fibre.' }),
	])
	if (!article) throw new Error('no article')
	expect(paragraphWith(article, 'attendez  trente\u00a0secondes')?.anchor).toBe(anchor)
	expect(paragraphWith(article, 'mot qui n’y est pas')).toBeNull()
	expect(paragraphWith(article, ' ')).toBeNull()
})

test('what is not published cannot be quoted', async () => {
	const { id } = await makeArticle({ state: 'draft' })
	expect(await findQuotable(id)).toBeNull()
	expect(await findQuotable('none')).toBeNull()
})
