import { BlockList, isIPv4, isIPv6 } from 'node:net'

const own = new BlockList()
own.addSubnet('127.0.0.0', 8)
own.addAddress('::1', 'ipv6')
/** What one household or office is given of IPv6, in groups of 16 bits. */
const IPV6_GROUPS = 3

/**
 * The beginning of an address, which the people of one household, office or attacker share: /24 of
 * IPv4, /48 of IPv6.
 *
 * @returns `null` when the address says nothing of who asks: this machine, or unknown
 */
export function addressPrefix(address: string): string | null {
	const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
	if (isIPv4(plain)) return own.check(plain) ? null : plain.split('.').slice(0, 3).join('.')
	if (!isIPv6(plain) || own.check(plain, 'ipv6')) return null
	const [head = '', tail] = plain.replace(/%.*$/, '').split('::')
	const before = head.split(':').filter(Boolean)
	const after = (tail ?? '').split(':').filter(Boolean)
	const zeros = tail === undefined ? 0 : 8 - before.length - after.length
	const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after]
	return groups
		.slice(0, IPV6_GROUPS)
		.map((group) => Number.parseInt(group, 16).toString(16))
		.join(':')
}
