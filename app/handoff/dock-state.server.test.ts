import { expect, test } from 'vitest'
import type { Lang } from '~/i18n/language'
import type { Availability } from './availability.server'
import { type DockState, dockState } from './dock-state.server'
import type { PresentAdvisor } from './presence.server'
import type { Underway } from './underway.server'

/** Thursday 19 November 2026, 10:00 in Paris. */
const now = new Date('2026-11-19T09:00:00Z')
const paris = (local: string) => new Date(`${local}:00+01:00`)

const advisor = (initials: string, city: string): PresentAdvisor => ({
	id: initials,
	name: initials,
	firstName: initials,
	initials,
	city,
	team: city,
	capacity: 2,
	byPhoneOnly: false,
})
const two = [advisor('IB', 'Lille'), advisor('TM', 'Clermont-Ferrand')]

const open: Availability = {
	open: true,
	reason: 'open',
	opensAt: null,
	closesAt: paris('2026-11-19T20:00'),
	note: null,
	people: two,
	chat: { advisors: 2, waiting: 0, expectedWaitSeconds: 130 },
	callback: { nextSlotAt: paris('2026-11-19T10:30'), expectedWaitSeconds: 130 },
}
const closed = (over: Partial<Availability>): Availability => ({
	...open,
	open: false,
	reason: 'outside-hours',
	opensAt: paris('2026-11-20T08:00'),
	closesAt: null,
	people: [],
	chat: { advisors: 0, waiting: 0, expectedWaitSeconds: null },
	...over,
})
const callback = (
	slotStart: Date | null,
	state: 'queued' | 'retry-wait' | 'dialing' | 'connected' = 'queued',
): Underway => ({
	kind: 'callback',
	reference: 'RC-7K42PQ',
	phone: '+33353012020',
	slotStart,
	dueAt: paris('2026-11-19T11:00'),
	state,
})

/** What is read, with plain spaces and apostrophes. */
function words(lang: Lang, availability: Availability, underway: Underway | null = null) {
	const block = dockState({ availability, underway, lang, now })
	const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('’', "'")
	const filled = (text: string, strong: string | null) => plain(strong === null ? text : text.replace('%', strong))
	return {
		state: block.state,
		title: plain(block.title),
		text: filled(block.text, block.strong),
		short: filled(block.short, block.shortStrong),
		actions: block.actions.map(({ label, to }) => `${plain(label)} → ${to}`),
	}
}

const SAID: [
	name: string,
	state: DockState['state'],
	availability: Availability,
	underway: Underway | null,
	fr: string[],
	en: string[],
][] = [
	[
		'two are there',
		'open',
		open,
		null,
		[
			"Parler à quelqu'un",
			"2 conseillers sont là, à Lille et Clermont-Ferrand · attente : environ 3 min · jusqu'à 20 h",
			'Écrire → write',
			'Rappelez-moi → callback',
		],
		[
			'Talk to someone',
			'2 advisors are here, in Lille and Clermont-Ferrand · wait: about 3 min · until 20:00',
			'Write → write',
			'Call me back → callback',
		],
	],
	[
		'one is there, and it never closes',
		'open',
		{ ...open, people: two.slice(0, 1), closesAt: null },
		null,
		[
			"Parler à quelqu'un",
			'Une personne est là, à Lille · attente : environ 3 min',
			'Écrire → write',
			'Rappelez-moi → callback',
		],
		['Talk to someone', 'One person is here, in Lille · wait: about 3 min', 'Write → write', 'Call me back → callback'],
	],
	[
		'the wait is long',
		'long-wait',
		{ ...open, chat: { advisors: 2, waiting: 9, expectedWaitSeconds: 601 } },
		null,
		[
			"Parler à quelqu'un",
			"Beaucoup de monde : environ 15 min d'attente. Nous pouvons vous rappeler aujourd'hui dès 10 h 30.",
			'Rappelez-moi → callback',
			'Écrire quand même → write',
		],
		[
			'Talk to someone',
			'We are busy: about 15 min to wait. We can call you today from 10:30.',
			'Call me back → callback',
			'Write anyway → write',
		],
	],
	[
		'the queue is full',
		'long-wait',
		{
			...open,
			open: false,
			reason: 'queue-full',
			callback: { nextSlotAt: paris('2026-11-20T08:00'), expectedWaitSeconds: null },
		},
		null,
		[
			"Parler à quelqu'un",
			'La file est pleine en ce moment. Nous pouvons vous rappeler demain dès 8 h.',
			'Rappelez-moi → callback',
			'Laisser un message → message',
		],
		[
			'Talk to someone',
			'The queue is full right now. We can call you tomorrow from 08:00.',
			'Call me back → callback',
			'Leave a message → message',
		],
	],
	[
		'those who are there are on the phone only',
		'open',
		{ ...open, people: two.slice(0, 1), chat: { advisors: 0, waiting: 0, expectedWaitSeconds: null } },
		null,
		[
			"Parler à quelqu'un",
			"Une personne peut vous appeler, aujourd'hui dès 10 h 30. Personne n'est libre pour écrire à l'instant.",
			'Rappelez-moi → callback',
			'Laisser un message → message',
		],
		[
			'Talk to someone',
			'One person can call you, today from 10:30. Nobody is free to write at this moment.',
			'Call me back → callback',
			'Leave a message → message',
		],
	],
	[
		'hours are over until tomorrow',
		'closed',
		closed({}),
		null,
		[
			"Parler à quelqu'un demain dès 8 h",
			"L'équipe est rentrée. Laissez votre demande, la première personne arrivée vous répond.",
			'Rappelez-moi → callback',
			'Laisser un message → message',
		],
		[
			'Talk to someone tomorrow from 08:00',
			'The team has gone home. Leave your request: the first person in will answer you.',
			'Call me back → callback',
			'Leave a message → message',
		],
	],
	[
		'it is a holiday',
		'closed',
		closed({ reason: 'holiday', note: { fr: 'Noël', en: 'Christmas Day' }, opensAt: paris('2026-11-23T08:00') }),
		null,
		[
			"Parler à quelqu'un lundi 23 novembre dès 8 h",
			"Noël : l'équipe se repose. Laissez votre demande, la première personne arrivée vous répond.",
			'Rappelez-moi → callback',
			'Laisser un message → message',
		],
		[
			'Talk to someone on Monday 23 November from 08:00',
			'Christmas Day: the team is resting. Leave your request: the first person in will answer you.',
			'Call me back → callback',
			'Leave a message → message',
		],
	],
	[
		'no opening is planned',
		'closed',
		closed({ opensAt: null }),
		null,
		[
			"Parler à quelqu'un",
			"L'équipe est rentrée. Laissez votre demande, la première personne arrivée vous répond.",
			'Rappelez-moi → callback',
			'Laisser un message → message',
		],
		[
			'Talk to someone',
			'The team has gone home. Leave your request: the first person in will answer you.',
			'Call me back → callback',
			'Leave a message → message',
		],
	],
	[
		'hours say open and nobody is there',
		'closed',
		closed({ reason: 'nobody-present', opensAt: null, closesAt: paris('2026-11-19T20:00') }),
		null,
		[
			"Personne n'est libre à l'instant",
			"Les horaires sont ouverts, mais aucune fenêtre n'est allumée. Laissez votre demande : vous ne serez pas oublié.",
			'Rappelez-moi → callback',
			'Laisser un message → message',
		],
		[
			'Nobody is free at this moment',
			'We are within opening hours, but no window is lit. Leave your request: you will not be forgotten.',
			'Call me back → callback',
			'Leave a message → message',
		],
	],
	[
		'next in the queue',
		'queue',
		open,
		{ kind: 'queue', conversationId: 'c1', position: 1 },
		[
			'Vous êtes la prochaine personne',
			'Vous pouvez continuer à lire, votre place est gardée.',
			'Ouvrir la conversation → chat',
			'Rappelez-moi plutôt → callback',
		],
		[
			'You are next',
			'You can keep reading, your place is kept.',
			'Open the conversation → chat',
			'Call me back instead → callback',
		],
	],
	[
		'fourth in the queue, after hours',
		'queue',
		closed({}),
		{ kind: 'queue', conversationId: 'c1', position: 4 },
		[
			'Vous êtes en position 4',
			'Vous pouvez continuer à lire, votre place est gardée.',
			'Ouvrir la conversation → chat',
			'Rappelez-moi plutôt → callback',
		],
		[
			'You are number 4 in the queue',
			'You can keep reading, your place is kept.',
			'Open the conversation → chat',
			'Call me back instead → callback',
		],
	],
	[
		'in a chat',
		'chat',
		open,
		{ kind: 'chat', conversationId: 'c1', advisor: 'Inès', initials: 'NB' },
		[
			'Vous parlez avec Inès',
			'Votre conversation est ouverte.',
			'Ouvrir la conversation → chat',
			'Rappelez-moi → callback',
		],
		[
			'You are talking with Inès',
			'Your conversation is open.',
			'Open the conversation → chat',
			'Call me back → callback',
		],
	],
	[
		'a call is agreed for a slot',
		'callback',
		closed({}),
		callback(paris('2026-11-20T14:30')),
		[
			'On vous appelle demain à 14 h 30',
			'Au 03 53 01 20 20 · référence RC-7K42PQ',
			'Écrire sans attendre → write',
			"Voir ou déplacer l'appel → tracking",
		],
		[
			'We are calling you tomorrow at 14:30',
			'On 03 53 01 20 20 · reference RC-7K42PQ',
			'Write now → write',
			'See or move the call → tracking',
		],
	],
	[
		'a call is agreed as soon as possible',
		'callback',
		open,
		callback(null),
		[
			'On vous appelle dès que possible',
			'Au 03 53 01 20 20 · référence RC-7K42PQ',
			'Écrire sans attendre → write',
			"Voir ou déplacer l'appel → tracking",
		],
		[
			'We are calling you as soon as possible',
			'On 03 53 01 20 20 · reference RC-7K42PQ',
			'Write now → write',
			'See or move the call → tracking',
		],
	],
	[
		'a call was missed and is tried again',
		'callback',
		open,
		callback(null, 'retry-wait'),
		[
			"On vous appelle aujourd'hui à 11 h",
			'Au 03 53 01 20 20 · référence RC-7K42PQ',
			'Écrire sans attendre → write',
			"Voir ou déplacer l'appel → tracking",
		],
		[
			'We are calling you today at 11:00',
			'On 03 53 01 20 20 · reference RC-7K42PQ',
			'Write now → write',
			'See or move the call → tracking',
		],
	],
	[
		'a telephone is about to ring',
		'callback',
		open,
		callback(null, 'dialing'),
		[
			'Votre téléphone va sonner',
			'Au 03 53 01 20 20 · référence RC-7K42PQ',
			'Écrire sans attendre → write',
			"Suivre l'appel → tracking",
		],
		[
			'Your telephone is going to ring',
			'On 03 53 01 20 20 · reference RC-7K42PQ',
			'Write now → write',
			'Follow the call → tracking',
		],
	],
	[
		'a conversation goes on',
		'callback',
		open,
		callback(null, 'connected'),
		[
			'Vous êtes au téléphone avec nous',
			'Au 03 53 01 20 20 · référence RC-7K42PQ',
			'Écrire sans attendre → write',
			"Suivre l'appel → tracking",
		],
		[
			'You are on the telephone with us',
			'On 03 53 01 20 20 · reference RC-7K42PQ',
			'Write now → write',
			'Follow the call → tracking',
		],
	],
]

test.each(SAID)('when %s, both languages say so', (_name, state, availability, underway, ...said) => {
	for (const [index, lang] of (['fr', 'en'] as const).entries()) {
		const [title, text, ...actions] = said[index] ?? []
		expect(words(lang, availability, underway)).toMatchObject({ state, title, text, actions })
	}
})

test('there are two ways in every state, and what is underway can be opened', () => {
	for (const [, , availability, underway] of SAID) {
		const { actions } = dockState({ availability, underway, lang: 'fr', now })
		expect(actions).toHaveLength(2)
		expect(actions.every(({ label }) => label.length > 0)).toBe(true)
		if (underway)
			expect(actions.map(({ id }) => id)).toContain(
				underway.kind === 'callback' ? underway.reference : underway.conversationId,
			)
	}
})

test('the short words keep the wait', () => {
	expect(words('fr', open).short).toBe('2 sont là · environ 3 min')
	expect(words('en', { ...open, people: two.slice(0, 1) }).short).toBe('One person is here · about 3 min')
})

test('at most three windows are lit, none when nobody is there', () => {
	const many = [...two, advisor('AD', 'Lille'), advisor('ZL', 'Lille')]
	expect(dockState({ availability: { ...open, people: many }, underway: null, lang: 'fr', now }).windows).toHaveLength(
		3,
	)
	expect(dockState({ availability: closed({}), underway: null, lang: 'fr', now }).windows).toEqual([])
})

test('no word of the block ever counts on a machine to play a person', () => {
	for (const [, , availability, underway] of SAID)
		for (const lang of ['fr', 'en'] as const)
			expect(Object.values(words(lang, availability, underway)).join(' ')).not.toMatch(
				/\b(agents?|bots?|assistant|relance)\b/i,
			)
})
