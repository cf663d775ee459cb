import {
	ArrowLeftRight,
	CalendarClock,
	CircleHelp,
	FileText,
	FileX2,
	House,
	type LucideIcon,
	Phone,
	PhoneForwarded,
	Plane,
	Plug,
	ReceiptText,
	Router,
	Smartphone,
	Tv,
	Undo2,
	User,
} from 'lucide-react'

/** Names that content/topics.yaml may use. */
const ICONS: Record<string, LucideIcon> = {
	arrows: ArrowLeftRight,
	calendar: CalendarClock,
	file: FileText,
	'file-x': FileX2,
	house: House,
	phone: Phone,
	'phone-forwarded': PhoneForwarded,
	plane: Plane,
	plug: Plug,
	receipt: ReceiptText,
	router: Router,
	smartphone: Smartphone,
	tv: Tv,
	undo: Undo2,
	user: User,
}

export function TaskIcon({ name, className }: { name: string; className?: string }) {
	const Icon = ICONS[name] ?? CircleHelp
	return <Icon className={className ? `icon ${className}` : 'icon'} aria-hidden="true" />
}
