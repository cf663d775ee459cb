import { spawn } from 'node:child_process'

/**
 * Runs a program to its end, with its output on ours.
 *
 * @throws when it ends with another code than 0
 */
export function run(command, args, options = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { stdio: 'inherit', ...options })
		child.once('error', reject)
		child.once('exit', (code) =>
			code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} ended with ${code}`)),
		)
	})
}
