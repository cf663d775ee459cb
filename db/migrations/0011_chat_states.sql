CREATE TABLE `conversation_guests` (
	`conversation_id` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`conversation_id`, `person_id`),
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `conversation_guests_person` ON `conversation_guests` (`person_id`);--> statement-breakpoint
CREATE TABLE `roster_languages` (
	`person_id` text NOT NULL,
	`lang` text NOT NULL,
	PRIMARY KEY(`person_id`, `lang`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `conversations` ADD `place_at` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `moves` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `conversations` ADD `offered_to` text REFERENCES people(id) ON DELETE set null;--> statement-breakpoint
ALTER TABLE `conversations` ADD `offer_ends_at` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `passed_by` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `passing` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `passing_note` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `gone_at` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `turn` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `quiet_since` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `warned_at` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `wished_advisor_id` text REFERENCES people(id) ON DELETE set null;--> statement-breakpoint
ALTER TABLE `conversations` ADD `follows_id` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `callback_id` text;--> statement-breakpoint
CREATE INDEX `conversations_of_advisor` ON `conversations` (`advisor_id`,`state`);--> statement-breakpoint
CREATE INDEX `conversations_offered` ON `conversations` (`offered_to`) WHERE "conversations"."offered_to" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `conversations_follows_once` ON `conversations` (`follows_id`) WHERE "conversations"."follows_id" is not null;--> statement-breakpoint
UPDATE conversations SET quiet_since = unixepoch() * 1000, turn = CASE WHEN (SELECT author FROM messages WHERE conversation_id = conversations.id ORDER BY seq DESC LIMIT 1) = 'advisor' THEN 'customer' ELSE 'advisor' END WHERE state = 'active';
