import { expect, it } from 'vitest'
import { lastWithoutGap, merged, type StoredMessage } from './use-conversation'

const message = (seq: number): StoredMessage => ({
	...{ id: `m${seq}`, seq, author: 'customer', authorName: null, body: '', articleId: null, at: new Date(0) },
})

it("one's own answered message does not hide one of the other side that has not come yet", () => {
	const stored = merged([message(1), message(2)], [message(4)])
	expect(lastWithoutGap(stored)).toBe(2)
	expect(lastWithoutGap(merged(stored, [message(3), message(4)]))).toBe(4)
})

it('the thread of a conversation before, numbered below the first, counts for nothing', () => {
	expect(lastWithoutGap([message(-2), message(-1), message(1)])).toBe(1)
	expect(lastWithoutGap([message(-1)])).toBe(0)
	expect(lastWithoutGap([])).toBe(0)
})
