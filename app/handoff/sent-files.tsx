import { FileText, Image } from 'lucide-react'
import { deliveryMessages } from '~/i18n/delivery'
import type { Lang } from '~/i18n/language'
import { useLang, useMessages } from '~/i18n/use-messages'
import type { SentFile } from './file-kinds'

type ShownFile = Pick<SentFile, 'name' | 'bytes'> & Partial<SentFile>

/** The files of a message: pictures are shown, everything can be saved. Those still on their way are named only. */
export function SentFiles({ files, addressOf }: { files: ShownFile[]; addressOf: (id: string) => string }) {
	const { files: t } = useMessages(deliveryMessages)
	const lang = useLang()
	const size = (bytes: number) =>
		bytes < 1_000_000 ? t.kilobytes(Math.ceil(bytes / 1_000)) : t.megabytes(inMillions(bytes, lang))
	return (
		<ul className="grid gap-2">
			{files.map(({ id, name, type, bytes, width, height }) => {
				const isPicture = type?.startsWith('image/')
				return (
					<li key={id ?? name} className="min-w-0">
						{id ? (
							<a
								href={addressOf(id)}
								download={name}
								aria-label={t.save(name, size(bytes))}
								className={isPicture ? 'block' : 'flex items-start gap-2'}
							>
								{isPicture ? (
									<img
										src={addressOf(id)}
										alt={t.image(name)}
										width={width ?? undefined}
										height={height ?? undefined}
										loading="lazy"
										className="h-auto max-h-64 w-auto max-w-full rounded-2"
									/>
								) : (
									<>
										<FileText className="icon mt-1" aria-hidden="true" />
										<span className="min-w-0 break-words">
											{name} <span className="num whitespace-nowrap text-meta">{size(bytes)}</span>
										</span>
									</>
								)}
							</a>
						) : (
							<span className="flex items-start gap-2">
								<Image className="icon mt-1" aria-hidden="true" />
								<span className="min-w-0 break-words">{name}</span>
							</span>
						)}
					</li>
				)
			})}
		</ul>
	)
}

function inMillions(bytes: number, lang: Lang): string {
	return new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(bytes / 1_000_000)
}
