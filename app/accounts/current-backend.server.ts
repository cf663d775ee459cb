import type { AccountsBackend } from './backend'
import { embeddedBackend } from './embedded-backend.server'

let current: AccountsBackend = embeddedBackend

/** Who holds the contracts in this process. */
export function accountsBackend(): AccountsBackend {
	return current
}

/** Puts another holder of contracts in place; `undefined` brings the embedded one back. */
export function useAccountsBackend(replacement: AccountsBackend | undefined): void {
	current = replacement ?? embeddedBackend
}
