import { useLocation, useRouteLoaderData } from '@remix-run/react'
import { type Lang, languageOf } from './language'
import { type Dictionary, messagesIn, type Same } from './messages'

/** What every page knows of the business, from the root loader. */
export interface Brand {
	name: string
	description: string
	/** E.164 */
	phone: string
	/** The number as people here write it. */
	phoneText: string
	timeZone: string
	currency: string
	country: string
}

interface RootData {
	lang: Lang
	brand: Brand
}

/** The language of the page: of its address, or on staff pages of the person. */
export function useLang(): Lang {
	const root = useRouteLoaderData('root') as RootData | undefined
	const { pathname } = useLocation()
	return root?.lang ?? languageOf(pathname)
}

export function useMessages<T extends object>(dictionary: Dictionary<T>): Same<T> {
	return messagesIn(dictionary, useLang())
}

/** What the page shows of the business when the root loader itself failed. */
const UNKNOWN: Brand = {
	name: 'Relais',
	description: '',
	phone: '',
	phoneText: '',
	timeZone: 'Europe/Paris',
	currency: 'EUR',
	country: 'FR',
}

export function useBrand(): Brand {
	const root = useRouteLoaderData('root') as RootData | undefined
	return root?.brand ?? UNKNOWN
}
