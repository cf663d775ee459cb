/** A member of staff: a window, lit when the person is there. Always beside a visible name. */
export function PresenceWindow({ initials, on, size }: { initials: string; on: boolean; size?: 's' | 'l' }) {
	const classes = ['presence', on && 'presence-on', size && `presence-${size}`].filter(Boolean).join(' ')
	return (
		<span className={classes} aria-hidden="true">
			{initials}
		</span>
	)
}
