/** What the demo and tests make go wrong on purpose; each fault happens once. */

export type Fault = 'drop' | 'double' | 'reorder' | 'refuse' | 'lose-answer'

const faults: Fault[] = []

/** The next request or webhook goes wrong in this way. */
export function addFault(fault: Fault): void {
	faults.push(fault)
}

export function listFaults(): readonly Fault[] {
	return faults
}

/** Whether the next request or webhook goes wrong in this way; asking uses the fault up. */
export function takeFault(fault: Fault): boolean {
	const at = faults.indexOf(fault)
	if (at >= 0) faults.splice(at, 1)
	return at >= 0
}
