import { Link } from '@remix-run/react'
import { GraduationCap, Lightbulb } from 'lucide-react'
import { besideMessages } from '~/i18n/beside'
import { flowMessages } from '~/i18n/flow'
import { trainingMessages } from '~/i18n/training'
import { useMessages } from '~/i18n/use-messages'

/** What an advisor reaches from the desk that is no contact: their proposals, and practice. */
export function DeskLinks({ answers }: { answers: number }) {
	const t = useMessages(besideMessages).presence
	const { own } = useMessages(flowMessages)
	const training = useMessages(trainingMessages)
	return (
		<>
			<Link
				to="/desk/proposals"
				className={answers > 0 ? 'btn btn-outline' : 'btn btn-quiet btn-icon'}
				title={t.proposals}
			>
				<Lightbulb className="icon" aria-hidden="true" />
				<span className={answers > 0 ? undefined : 'sr-only'}>{answers > 0 ? own.unread(answers) : t.proposals}</span>
			</Link>
			<Link to="/desk/training" className="btn btn-quiet btn-icon" title={training.link}>
				<GraduationCap className="icon" aria-hidden="true" />
				<span className="sr-only">{training.link}</span>
			</Link>
		</>
	)
}
