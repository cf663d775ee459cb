import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from 'react'

type Variant = 'action' | 'outline' | 'ink' | 'human' | 'quiet'

interface Look {
	variant?: Variant
	/** 40 px high, for staff screens and rows. */
	small?: boolean
}

const look = ({ variant = 'action', small }: Look, more?: string) =>
	['btn', `btn-${variant}`, small && 'btn-s', more].filter(Boolean).join(' ')

/** A button that acts. While `busy` it keeps its width, says what it does, and ignores more presses. */
export function Button({
	variant,
	small,
	className,
	busy,
	busyLabel,
	children,
	onClick,
	...rest
}: Look & ButtonHTMLAttributes<HTMLButtonElement> & { busy?: boolean; busyLabel?: string }) {
	return (
		<button
			type="submit"
			{...rest}
			className={look({ variant, small }, className)}
			aria-disabled={busy || rest['aria-disabled'] || undefined}
			onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
		>
			{busy && busyLabel ? busyLabel : children}
		</button>
	)
}

/** A link that looks like a button. */
export function LinkButton({
	variant,
	small,
	className,
	children,
	...rest
}: Look & AnchorHTMLAttributes<HTMLAnchorElement>) {
	return (
		<a {...rest} className={look({ variant, small }, className)}>
			{children}
		</a>
	)
}
