import { parseWithZod } from '@conform-to/zod/v4'
import type { DraftContent } from '#db/schema/studio.server'
import { DraftForm } from './draft-content'
import { type Author, saveDraft } from './drafts.server'
import type { SaveAnswer } from './use-draft-keeping'

/** Saves what the editor's form sent, and answers with what the form needs to go on. */
export async function saveFrom(form: FormData, articleId: string, author: Author): Promise<SaveAnswer | null> {
	const submission = parseWithZod(form, { schema: DraftForm })
	if (submission.status !== 'success') return null
	const read = Number.parseInt(String(form.get('revision') ?? ''), 10)
	const saved = await saveDraft({
		...{ articleId, revision: Number.isNaN(read) ? null : read, content: submission.value, author },
		settled: form.get('settled') === 'yes',
	})
	if (saved.ok) {
		const { revision, content, savedByName: byName } = saved.draft
		return { outcome: 'kept', revision, merged: saved.merged, byName, fields: fieldsOf(content) }
	}
	if (saved.reason === 'missing') return { outcome: 'missing' }
	const { draft, conflicts, content } = saved
	const told = { revision: draft.revision, byName: draft.savedByName, conflicts }
	return { outcome: 'conflict', ...told, fields: fieldsOf(content) }
}

function fieldsOf({ keywords, related, ...lines }: DraftContent): Record<string, string> {
	return { ...lines, keywords: keywords.join(', '), related: related.join(', ') }
}
