import { CircleAlert } from 'lucide-react'
import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useEffect, useId, useRef } from 'react'

interface FieldWords {
	label: string
	hint?: ReactNode
	/** What is wrong and how to mend it; nothing while all is well. */
	error?: string | null
}

interface ControlProps {
	id: string
	className: string
	'aria-describedby': string | undefined
	'aria-invalid': true | undefined
}

/** Label, hint and error around a control; the error stands above the control and is tied to it. */
export function Field({
	id: givenId,
	label,
	hint,
	error,
	children,
}: FieldWords & { id?: string; children: (control: ControlProps) => ReactNode }) {
	const ownId = useId()
	const id = givenId ?? ownId
	const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
	return (
		<div className={error ? 'field field-error' : 'field'}>
			<label htmlFor={id}>{label}</label>
			{hint && (
				<p className="hint" id={`${id}-hint`}>
					{hint}
				</p>
			)}
			{error && (
				<p className="error-text" id={`${id}-error`}>
					<CircleAlert className="icon" aria-hidden="true" />
					{error}
				</p>
			)}
			{children({
				id,
				className: 'control',
				'aria-describedby': described || undefined,
				'aria-invalid': error ? true : undefined,
			})}
		</div>
	)
}

/** A one-line text field. */
export function TextField({ label, hint, error, id, ...input }: FieldWords & InputHTMLAttributes<HTMLInputElement>) {
	return (
		<Field id={id} label={label} hint={hint} error={error}>
			{(control) => <input type="text" {...input} {...control} />}
		</Field>
	)
}

/** A field of several lines. */
export function TextArea({
	label,
	hint,
	error,
	id,
	...input
}: FieldWords & TextareaHTMLAttributes<HTMLTextAreaElement>) {
	return (
		<Field id={id} label={label} hint={hint} error={error}>
			{(control) => <textarea rows={4} {...input} {...control} />}
		</Field>
	)
}

/** What has to be mended, with a link to each field; it takes the focus when it appears. */
export function ErrorSummary({ title, errors }: { title: string; errors: { fieldId: string; message: string }[] }) {
	const summary = useRef<HTMLDivElement>(null)
	const said = errors.map(({ message }) => message).join()
	useEffect(() => {
		if (said) summary.current?.focus()
	}, [said])
	if (errors.length === 0) return null
	return (
		<div role="alert" tabIndex={-1} ref={summary} className="notice notice-danger">
			<CircleAlert className="icon" aria-hidden="true" />
			<div>
				<p className="font-semibold">{title}</p>
				<ul className="mt-1 grid gap-1">
					{errors.map(({ fieldId, message }) => (
						<li key={fieldId}>
							<a href={`#${fieldId}`}>{message}</a>
						</li>
					))}
				</ul>
			</div>
		</div>
	)
}
