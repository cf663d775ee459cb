import { useState } from 'react'
import { kitMessages } from '~/i18n/kit'
import { useMessages } from '~/i18n/use-messages'
import { Button } from '~/ui/button'
import { Sheet } from '~/ui/sheet'

export function PanelExample() {
	const t = useMessages(kitMessages).sheet
	const [open, setOpen] = useState(false)
	return (
		<section aria-labelledby="panel" className="mt-12">
			<h2 id="panel" className="text-h2">
				{t.title}
			</h2>
			<p className="mt-4">
				<Button type="button" variant="outline" onClick={() => setOpen(true)}>
					{t.open}
				</Button>
			</p>
			<Sheet open={open} onClose={() => setOpen(false)} title={t.heading} closeLabel={t.close}>
				<p>{t.text}</p>
			</Sheet>
		</section>
	)
}
