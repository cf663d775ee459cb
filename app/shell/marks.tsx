/** The product's mark: two windows, one line; the second lights up. */
export function RelaisMark({ className }: { className: string }) {
	return (
		<svg
			viewBox="0 0 40 40"
			className={`${className} shrink-0`}
			fill="none"
			aria-hidden="true"
			stroke="var(--ink)"
			strokeWidth="3"
			strokeLinejoin="round"
			strokeLinecap="round"
		>
			<rect x="3" y="4" width="13" height="14" rx="2" />
			<path d="M9.5 18v7a6 6 0 0 0 6 6H23" />
			<rect x="23" y="20" width="14" height="16" rx="2" fill="var(--human)" />
		</svg>
	)
}
