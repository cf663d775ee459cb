import type { Lang } from '~/i18n/language'
import styles from '~/ui/app.css?url'

interface News {
	lang: Lang
	theme: string | null | undefined
	/** Whether the business has colours of its own. */
	branded: boolean
	title: string
	/** Seconds after which it looks again; `null`: nothing more is to come. */
	again: number | null
	words: string
	/** To the conversation, once there is something to see. */
	link: { href: string; label: string } | null
}

/** What is new in a conversation, for the frame of a browser without scripts. */
export function ChatNews({ lang, theme, branded, title, again, words, link }: News) {
	return (
		<html lang={lang} data-theme={theme ?? undefined}>
			<head>
				<meta charSet="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="robots" content="noindex" />
				{again && <meta httpEquiv="refresh" content={String(again)} />}
				<title>{title}</title>
				<link rel="stylesheet" href={styles} />
				{branded && <link rel="stylesheet" href="/brand.css" />}
			</head>
			<body className="customer p-3">
				<p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
					<span>{words}</span>
					{link && (
						<a href={link.href} target="_top">
							{link.label}
						</a>
					)}
				</p>
			</body>
		</html>
	)
}
