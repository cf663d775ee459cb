import { describe, expect, it } from 'vitest'
import { whenInWords } from './callback-words.server'
import { bothTimes, timeThere } from './customer-zone.server'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const WINTER = new Date('2026-11-19T09:00:00Z')
const SUMMER = new Date('2026-07-16T08:00:00Z')

describe('the hour where the customer lives stands beside ours', () => {
	it.each([
		['+262692123456', 'à La Réunion', '13 h', '12 h'],
		['+262639012345', 'à Mayotte', '12 h', '11 h'],
		['+590690123456', 'en Guadeloupe', '5 h', '4 h'],
		['+596696123456', 'en Martinique', '5 h', '4 h'],
		['+594694123456', 'en Guyane', '6 h', '5 h'],
		['+68987123456', 'à Tahiti', 'mercredi 23 h', 'mercredi 22 h'],
		['+687751234', 'en Nouvelle-Calédonie', '20 h', '19 h'],
	])('%s %s', (phone, place, winter, summer) => {
		expect(plain(bothTimes('fr', WINTER, phone))).toBe(`10 h (${winter} ${place})`)
		expect(plain(bothTimes('fr', SUMMER, phone))).toBe(`10 h (${summer} ${place})`)
	})
	it('in English too', () => {
		expect(bothTimes('en', WINTER, '+262692123456')).toBe('10:00 (13:00 in Réunion)')
		expect(bothTimes('en', new Date('2026-11-19T18:00:00Z'), '+687751234')).toBe(
			'19:00 (Friday 05:00 in New Caledonia)',
		)
	})
	it('says nothing where the clock shows the same', () => {
		expect(timeThere('fr', WINTER, '+33612345678')).toBe('')
		expect(timeThere('fr', WINTER, '+32470123456')).toBe('')
		expect(timeThere('fr', WINTER, 'not a number')).toBe('')
	})
	it('follows the clock changes of the mainland: the distance to Réunion is 3 h in winter, 2 h in summer', () => {
		const reunion = '+262692123456'
		expect(plain(timeThere('fr', new Date('2026-03-28T09:00:00Z'), reunion))).toBe(' (13 h à La Réunion)')
		expect(plain(timeThere('fr', new Date('2026-03-29T08:00:00Z'), reunion))).toBe(' (12 h à La Réunion)')
		expect(plain(timeThere('fr', new Date('2026-10-24T08:00:00Z'), reunion))).toBe(' (12 h à La Réunion)')
		expect(plain(timeThere('fr', new Date('2026-10-25T09:00:00Z'), reunion))).toBe(' (13 h à La Réunion)')
	})
	it('is in the words of the promise', () => {
		const callback = {
			...{ lang: 'fr' as const, phone: '+262692123456', state: 'scheduled' as const, createdAt: WINTER, dueAt: WINTER },
			...{ slotStart: WINTER, slotEnd: new Date('2026-11-19T09:30:00Z') },
		}
		expect(plain(whenInWords(callback, new Date('2026-11-19T05:00:00Z')))).toBe(
			'aujourd’hui entre 10 h et 10 h 30 (13 h à La Réunion)',
		)
	})
})
