import {
	Bug,
	CircleHelp,
	CloudOff,
	Diff,
	DoorOpen,
	FileX2,
	Hourglass,
	Link2Off,
	LogOut,
	type LucideIcon,
	MessageCircleQuestion,
	MoonStar,
	PhoneMissed,
	Repeat,
	SearchX,
	ServerCrash,
	TextCursorInput,
	TextSearch,
	ThumbsDown,
	TriangleAlert,
	Undo2,
} from 'lucide-react'
import { frictionMessages } from '~/i18n/friction'
import { useMessages } from '~/i18n/use-messages'
import { Tag } from '~/ui/tag'
import { type FrictionKind, weightOf } from './kinds'

const ICONS: Record<FrictionKind, LucideIcon> = {
	'search-empty': SearchX,
	'search-left': TextSearch,
	'search-unopened': TextSearch,
	'search-reworded': TextCursorInput,
	'article-no': ThumbsDown,
	'article-left': Undo2,
	'article-handoff': MessageCircleQuestion,
	'form-refused': FileX2,
	'step-left': DoorOpen,
	'action-failed': TriangleAlert,
	'action-undone': Undo2,
	'state-differs': Diff,
	'page-missing': Link2Off,
	'page-error': ServerCrash,
	'script-error': Bug,
	offline: CloudOff,
	'handoff-asked': CircleHelp,
	'handoff-closed': MoonStar,
	'queue-left': LogOut,
	'wait-longer': Hourglass,
	'callback-unreached': PhoneMissed,
	'contact-repeated': Repeat,
}

/** The kind of a friction, as red as it weighs. */
export function KindTag({ kind }: { kind: FrictionKind }) {
	const t = useMessages(frictionMessages)
	const weight = weightOf(kind)
	const tone = weight >= 4 ? 'danger' : weight >= 2 ? 'warn' : undefined
	return (
		<Tag tone={kind === 'search-empty' ? 'danger' : tone} icon={ICONS[kind]}>
			{t.kinds[kind].name}
		</Tag>
	)
}
