import { getVisitor } from '~/auth/guards.server'
import { recordFriction } from '~/friction/record.server'
import { log } from '~/log.server'

/** Puts a page that broke into the visit's thread; never makes things worse. */
export async function pageErrorHappened({
	request,
	reference,
}: {
	request: Request
	reference: string
}): Promise<void> {
	try {
		const { pathname } = new URL(request.url)
		const { visitId, lang, customer } = await getVisitor(request)
		await recordFriction({
			visitId,
			kind: 'page-error',
			label: pathname,
			path: pathname,
			lang,
			customerId: customer?.id ?? null,
			detail: { reference },
		})
	} catch (error) {
		log.error({ error: String(error) }, 'a page error could not be recorded')
	}
}
