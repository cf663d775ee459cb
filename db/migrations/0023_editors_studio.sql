CREATE TABLE `article_drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`article_id` text NOT NULL,
	`base_version` integer NOT NULL,
	`content` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`state` text NOT NULL,
	`saved_by_id` text NOT NULL,
	`saved_by_name` text NOT NULL,
	`reviewer_id` text,
	`reviewer_name` text,
	`review_due_at` integer,
	`review_note` text,
	`approved_by_id` text,
	`approved_by_name` text,
	`change_note` text,
	`publish_at` integer,
	`created_at` integer NOT NULL,
	`saved_at` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "article_drafts_state" CHECK(state in ('draft', 'in-review', 'approved'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `article_drafts_articleId_unique` ON `article_drafts` (`article_id`);--> statement-breakpoint
CREATE TABLE `draft_comments` (
	`id` text PRIMARY KEY NOT NULL,
	`draft_id` text NOT NULL,
	`quote` text NOT NULL,
	`body` text NOT NULL,
	`by_id` text NOT NULL,
	`by_name` text NOT NULL,
	`at` integer NOT NULL,
	`resolved_by_name` text,
	`resolved_at` integer,
	FOREIGN KEY (`draft_id`) REFERENCES `article_drafts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `draft_comments_draft` ON `draft_comments` (`draft_id`,`at`);--> statement-breakpoint
CREATE TABLE `draft_editors` (
	`draft_id` text NOT NULL,
	`person_id` text NOT NULL,
	`name` text NOT NULL,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`draft_id`, `person_id`),
	FOREIGN KEY (`draft_id`) REFERENCES `article_drafts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `draft_saves` (
	`id` text PRIMARY KEY NOT NULL,
	`article_id` text NOT NULL,
	`draft_id` text NOT NULL,
	`revision` integer NOT NULL,
	`content` text NOT NULL,
	`cause` text NOT NULL,
	`by_id` text NOT NULL,
	`by_name` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `draft_saves_revision` ON `draft_saves` (`draft_id`,`revision`);--> statement-breakpoint
CREATE INDEX `draft_saves_article` ON `draft_saves` (`article_id`,`at`);--> statement-breakpoint
CREATE TABLE `publications` (
	`id` text PRIMARY KEY NOT NULL,
	`article_id` text NOT NULL,
	`version` integer NOT NULL,
	`what` text NOT NULL,
	`urgent` integer DEFAULT false NOT NULL,
	`reason` text,
	`by_id` text NOT NULL,
	`by_name` text NOT NULL,
	`read_by_id` text,
	`read_by_name` text,
	`note` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `publications_article` ON `publications` (`article_id`,`at`);--> statement-breakpoint
CREATE INDEX `publications_unread` ON `publications` (`urgent`,`read_by_id`);