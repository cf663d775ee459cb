/** A customer: a disc. Always beside a visible name. */
export function Disc({ initials }: { initials: string }) {
	return (
		<span className="disc" aria-hidden="true">
			{initials}
		</span>
	)
}
