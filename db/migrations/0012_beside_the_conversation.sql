CREATE TABLE `personal_reveals` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`field` text NOT NULL,
	`person_id` text,
	`person_name` text NOT NULL,
	`contact_kind` text NOT NULL,
	`contact_id` text NOT NULL,
	`case_reference` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "personal_reveals_field" CHECK("personal_reveals"."field" in ('phone', 'email', 'address', 'lines'))
);
--> statement-breakpoint
CREATE INDEX `personal_reveals_customer` ON `personal_reveals` (`customer_id`,`at`);--> statement-breakpoint
CREATE INDEX `personal_reveals_at` ON `personal_reveals` (`at`);--> statement-breakpoint
CREATE TABLE `case_articles` (
	`message_id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`article_id` text NOT NULL,
	`lang` text NOT NULL,
	`title` text NOT NULL,
	`href` text NOT NULL,
	`excerpt` text NOT NULL,
	`advisor_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `case_articles_case` ON `case_articles` (`case_id`,`at`);--> statement-breakpoint
CREATE INDEX `case_articles_article` ON `case_articles` (`article_id`);--> statement-breakpoint
CREATE TABLE `article_proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`request_key` text NOT NULL,
	`kind` text NOT NULL,
	`lang` text NOT NULL,
	`article_id` text,
	`title` text NOT NULL,
	`anchor` text,
	`quote` text,
	`proposed` text,
	`words` text,
	`question` text,
	`case_id` text,
	`author_id` text,
	`author_name` text NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`answer` text,
	`answered_by` text,
	`answered_by_name` text,
	`answered_at` integer,
	`answer_seen_at` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`author_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "article_proposals_state_known" CHECK("article_proposals"."state" in ('waiting', 'taken', 'accepted', 'declined'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `article_proposals_requestKey_unique` ON `article_proposals` (`request_key`);--> statement-breakpoint
CREATE INDEX `article_proposals_state` ON `article_proposals` (`state`,`at`);--> statement-breakpoint
CREATE INDEX `article_proposals_author` ON `article_proposals` (`author_id`,`at`);--> statement-breakpoint
CREATE INDEX `article_proposals_article` ON `article_proposals` (`article_id`);