let version = 1

/** Grows each time what anonymous readers see may have changed: a page kept under an older one is stale. */
export function contentVersion(): number {
	return version
}

/** Says that what is published, or what stands beside it on reading pages, has changed. */
export function contentChanged(): void {
	version++
}
