import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, Outlet, useLoaderData } from '@remix-run/react'
import { GraduationCap } from 'lucide-react'
import { requireStaff } from '~/auth/guards.server'
import { findTraining } from '~/desk/training.server'
import { messagesIn } from '~/i18n/messages'
import { trainingMessages } from '~/i18n/training'
import { useMessages } from '~/i18n/use-messages'

export const handle = { surface: 'staff', nav: 'poste', dock: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: data?.title },
	{ name: 'robots', content: 'noindex' },
]

export async function loader({ request }: LoaderFunctionArgs) {
	const { person } = await requireStaff(request, 'desk.use')
	const training = await findTraining(person.id)
	const t = messagesIn(trainingMessages, person.lang)
	return { title: `${t.title} · Relais`, firstName: training?.script.firstName ?? null }
}

/** Says on every screen of a practice that it is one. */
export default function TrainingFrame() {
	const { firstName } = useLoaderData<typeof loader>()
	const t = useMessages(trainingMessages)
	return (
		<>
			<section
				aria-label={t.mark}
				className="sticky top-0 z-20 flex flex-wrap items-center gap-x-4 gap-y-1 border-b-[1.5px] border-stroke bg-ink px-4 py-2 text-surface"
			>
				<p className="min-w-0 flex-1">
					<b className="mr-2 whitespace-nowrap font-heading">
						<GraduationCap className="icon" aria-hidden="true" /> {t.mark}
					</b>
					{firstName ? t.bannerWith(firstName) : t.banner}
				</p>
				<Form method="post" action="/desk/training?index">
					<button type="submit" name="intent" value="leave" className="btn btn-s btn-outline">
						{t.leave}
					</button>
				</Form>
			</section>
			<Outlet />
		</>
	)
}
