CREATE TABLE `attachments` (
	`id` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	`message_id` text NOT NULL,
	`place` integer NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`bytes` integer NOT NULL,
	`width` integer,
	`height` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attachments_of_message` ON `attachments` (`message_id`,`place`);--> statement-breakpoint
CREATE INDEX `attachments_conversation` ON `attachments` (`conversation_id`);--> statement-breakpoint
CREATE TABLE `effort_answers` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`reason` text NOT NULL,
	`lang` text NOT NULL,
	`scale` text NOT NULL,
	`score` integer NOT NULL,
	`words` text,
	`customer_id` text,
	`day` text NOT NULL,
	CONSTRAINT "effort_answers_score" CHECK("effort_answers"."score" between 1 and 7)
);
--> statement-breakpoint
CREATE INDEX `effort_answers_day` ON `effort_answers` (`day`);--> statement-breakpoint
CREATE TABLE `effort_questions` (
	`object_id` text PRIMARY KEY NOT NULL,
	`asked_of` text NOT NULL,
	`asked_at` integer NOT NULL,
	`closed_at` integer
);
--> statement-breakpoint
CREATE INDEX `effort_questions_person` ON `effort_questions` (`asked_of`,`asked_at`);--> statement-breakpoint
CREATE TABLE `help_offers` (
	`visit_id` text PRIMARY KEY NOT NULL,
	`customer_id` text,
	`shown_on` text NOT NULL,
	`shown_at` integer NOT NULL,
	`refused_at` integer
);
--> statement-breakpoint
CREATE INDEX `help_offers_customer` ON `help_offers` (`customer_id`,`refused_at`);