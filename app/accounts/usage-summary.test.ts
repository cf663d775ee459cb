import { expect, test } from 'vitest'
import { summariseUsage } from './usage-summary'

const months = (amounts: number[], allowance: number | null = 40_000) =>
	amounts.map((dataMb, at) => ({
		...{ lineId: 'l', month: `2026-${String(at + 1).padStart(2, '0')}`, dataMb, dataAllowanceMb: allowance },
		...{ minutes: 0, sms: 0 },
	}))

test('the usual month is the middle one of the whole months', () => {
	expect(summariseUsage(months([9_000, 1_000, 5_000, 100]), '2026-04').usualMb).toBe(5_000)
	expect(summariseUsage(months([9_000, 1_000, 5_000, 6_000]), '2026-05').usualMb).toBe(5_500)
	expect(summariseUsage(months([9_000, 1_000, 100]), '2026-03').usualMb).toBeNull()
})

test('a plan is called too large only when no month came near, the running one included', () => {
	expect(summariseUsage(months([9_000, 10_000, 19_999, 1_000]), '2026-04').isFarBelow).toBe(true)
	expect(summariseUsage(months([9_000, 10_000, 20_000, 1_000]), '2026-04').isFarBelow).toBe(false)
	expect(summariseUsage(months([9_000, 10_000, 5_000, 25_000]), '2026-04')).toMatchObject({
		...{ mostMb: 25_000, isFarBelow: false },
	})
	expect(summariseUsage(months([9_000, 10_000, 5_000, 1_000], null), '2026-04').isFarBelow).toBe(false)
	expect(summariseUsage(months([9_000, 1_000]), '2026-02').isFarBelow).toBe(false)
})
