export const fr = {
	/** Words of nobody in a conversation: what happened to it. */
	said: {
		someone: 'Un conseiller',
		taken: (name: string) => `${name} prend la suite, avec tout ce que vous avez écrit sous les yeux.`,
		requeued: {
			advisor: (name: string) =>
				`${name} confie votre conversation à un collègue. Vous passez en premier dans la file, rien n'est à répéter.`,
			'advisor-idle': (name: string) =>
				`${name} ne peut pas continuer à l'instant. Vous passez en premier dans la file, rien n'est à répéter.`,
			'desk-closed': (name: string) =>
				`La connexion de ${name} s'est coupée. Vous passez en premier dans la file, rien n'est à répéter.`,
		},
		transferred: (from: string, to: string) =>
			`${to} prend la suite de ${from}, avec tout ce que vous avez écrit sous les yeux.`,
		joined: {
			warm: (from: string, to: string) => `${from} vous présente ${to}, qui a lu votre conversation.`,
			invite: (from: string, to: string) => `${to} rejoint votre conversation avec ${from}.`,
		},
		handedOver: (from: string, to: string) => `${from} vous laisse avec ${to}.`,
		guestLeft: (name: string) => `${name} a quitté la conversation.`,
		allPassed: (minutes: number) =>
			`Aucun des conseillers présents n'a pu prendre votre conversation à l'instant. Nous leur redemandons dans ${minutes} min, et tout de suite à qui arrive ou se libère. Votre place est gardée. Vous pouvez aussi demander un appel ou laisser un message.`,
		stillThere: (minutes: number) =>
			`Êtes-vous toujours là ? Sans nouvelles de vous d'ici ${minutes} min, la conversation se fermera. Vous pourrez la reprendre ensuite.`,
	},
	news: {
		title: 'Du nouveau dans la conversation',
		someone: 'Quelqu’un',
		taken: (name: string) => `${name} vous répond.`,
		over: 'La conversation a changé.',
		said: (count: number) => (count === 1 ? 'Un nouveau message.' : `${count} nouveaux messages.`),
		place: (position: number, minutes: number | null) =>
			`${position === 1 ? 'Vous êtes la prochaine personne.' : `Vous êtes en position ${position}.`}${minutes === null ? '' : ` Attente : environ ${minutes} min.`} Votre place est gardée tant que cette page est ouverte.`,
		asksAgain:
			'Aucun des conseillers présents n’a pu répondre à l’instant. Nous leur redemandons ; votre place est gardée tant que cette page est ouverte.',
		nothing: 'Rien de nouveau. Ceci se vérifie tout seul, sans effacer ce que vous écrivez.',
		show: 'Afficher (envoyez d’abord ce que vous écrivez)',
	},
	place: {
		nobody: 'Plus personne n’est là pour écrire. Votre place et vos mots sont gardés.',
		closing: 'C’est l’heure de la fermeture. Votre place et vos mots sont gardés.',
		asksAgain:
			'Aucun des conseillers présents n’a pu répondre à l’instant. Nous leur redemandons, sans que vous ayez rien à faire.',
		full: 'Beaucoup de monde attend. Votre place est gardée.',
		callTitle: 'Un appel, sans perdre votre place',
		call: 'Rappelez-moi',
		callText: 'Même dossier, même place : vous n’avez plus à attendre devant l’écran.',
		slot: 'Choisir un créneau',
		message: 'Laisser un message',
		goneNote: 'Si vous fermez cette page, votre place est gardée 5 minutes.',
		asCallback: 'Cette conversation continue par téléphone.',
		seeCallback: 'Voir mon rappel',
		asMessage: 'Vous avez laissé un message : quelqu’un vous répond par écrit.',
		seeMessage: 'Voir mon message',
		endAsCallback: 'La suite se passe au téléphone',
		endAsMessage: 'La suite vous est promise par écrit',
		reopen: 'Reprendre cette conversation',
		reopened: 'Vous avez repris cette conversation.',
		seeReopened: 'Aller à la suite',
	},
	desk: {
		offer: (name: string) => `${name} attend quelqu’un`,
		offerPassed: (from: string, name: string) => `${from} vous passe ${name}`,
		offerInvited: (from: string, name: string) => `${from} vous demande auprès de ${name}`,
		offers: 'Proposé à vous',
		accept: 'Accepter',
		notNow: 'Pas maintenant',
		quiet: 'Sans réponse de vous, la proposition va à un collègue. Rien n’est noté.',
		announce: (name: string) => `Nouvelle proposition : ${name}.`,
		tabTitle: (count: number, title: string) => `(${count}) ${title}`,
		gone: 'page fermée, place gardée',
		first: 'en premier',
		offered: 'proposé à un collègue',
		capacity: 'Conversations à la fois',
		pass: 'Passer…',
		requeueHint: (name: string) => `Ou rendre ${name} à la file, en première place : le prochain libre prend la suite.`,
		passTitle: (name: string) => `Passer ${name} à un collègue`,
		how: 'Comment',
		hows: {
			warm: 'En présentant la personne',
			cold: 'Directement',
			invite: 'Inviter à nous rejoindre',
		},
		howHints: {
			warm: 'Votre collègue vous rejoint, son prénom est annoncé, vous passez la main ensuite.',
			cold: 'Votre collègue prend la suite dès son accord.',
			invite: 'Vous restez avec la personne, à deux.',
		},
		to: 'À qui',
		noColleague: 'Aucun collègue n’est disponible à l’instant. Vous pouvez remettre la conversation dans la file.',
		colleagueChats: (count: number) =>
			count === 0 ? 'disponible' : count === 1 ? '1 conversation' : `${count} conversations`,
		note: 'Ce que votre collègue doit savoir (facultatif)',
		noteHint: 'La personne ne le voit pas.',
		send: 'Proposer',
		cancel: 'Fermer',
		passing: (name: string) => `Proposé à ${name}. Vous gardez la conversation en attendant sa réponse.`,
		recall: 'Annuler',
		guests: (names: string) => `Avec vous : ${names}`,
		handOver: (name: string) => `Passer la main à ${name}`,
		guestOf: (name: string) => `Vous aidez ${name}`,
		leaveGuest: 'Quitter la conversation',
		idle: 'La personne attend votre réponse.',
		idleText: 'Écrivez, ou dites que vous vous en occupez. Sinon un collègue prend la suite.',
		stillHere: 'Je m’en occupe',
		noteFrom: (name: string) => `Note de ${name}`,
	},
}
