import type { ActionFunctionArgs } from '@remix-run/node'
import { answerProgram } from '~/auth/programs.server'

/** Nothing else is there for other programs. */
const answer = ({ request }: ActionFunctionArgs) => answerProgram(request, {})
export const loader = answer
export const action = answer
