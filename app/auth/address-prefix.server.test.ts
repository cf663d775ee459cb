import { expect, it } from 'vitest'
import { addressPrefix } from './address-prefix.server'

it.each([
	['203.0.113.7', '203.0.113'],
	['::ffff:203.0.113.200', '203.0.113'],
	['2001:db8:85a3:1::7', '2001:db8:85a3'],
	['2001:0DB8:85a3:0002:0000:0000:0000:0001', '2001:db8:85a3'],
	['2001:db8::1', '2001:db8:0'],
	['fe80::1%eth0', 'fe80:0:0'],
	['127.0.0.1', null],
	['::ffff:127.0.0.1', null],
	['::1', null],
	['unknown', null],
	['', null],
])('%s begins with %s', (address, prefix) => {
	expect(addressPrefix(address)).toBe(prefix)
})
