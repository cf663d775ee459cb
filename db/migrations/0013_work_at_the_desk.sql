CREATE TABLE `desk_choices` (
	`person_id` text PRIMARY KEY NOT NULL,
	`guide_level` text DEFAULT 'full' NOT NULL,
	`shortcuts` integer DEFAULT true NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `desk_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`contact_kind` text NOT NULL,
	`contact_id` text NOT NULL,
	`case_id` text NOT NULL,
	`author_id` text,
	`author_name` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`author_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `desk_notes_contact` ON `desk_notes` (`contact_id`,`at`);--> statement-breakpoint
CREATE INDEX `desk_notes_case` ON `desk_notes` (`case_id`);--> statement-breakpoint
CREATE TABLE `guide_remarks` (
	`id` text PRIMARY KEY NOT NULL,
	`request_key` text NOT NULL,
	`guide` text NOT NULL,
	`lang` text NOT NULL,
	`step` text,
	`body` text NOT NULL,
	`author_id` text,
	`author_name` text NOT NULL,
	`answer` text,
	`answered_by_name` text,
	`answered_at` integer,
	`answer_seen` integer DEFAULT false NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`author_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `guide_remarks_requestKey_unique` ON `guide_remarks` (`request_key`);--> statement-breakpoint
CREATE INDEX `guide_remarks_open` ON `guide_remarks` (`answered_at`,`at`);--> statement-breakpoint
CREATE INDEX `guide_remarks_author` ON `guide_remarks` (`author_id`,`at`);--> statement-breakpoint
CREATE TABLE `guide_ticks` (
	`contact_id` text NOT NULL,
	`case_id` text NOT NULL,
	`step` text NOT NULL,
	PRIMARY KEY(`contact_id`, `step`),
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `guide_ticks_case` ON `guide_ticks` (`case_id`);--> statement-breakpoint
CREATE TABLE `looks` (
	`id` text PRIMARY KEY NOT NULL,
	`contact_kind` text NOT NULL,
	`contact_id` text NOT NULL,
	`case_id` text NOT NULL,
	`person_id` text,
	`person_name` text NOT NULL,
	`purpose` text NOT NULL,
	`words` text NOT NULL,
	`at` integer NOT NULL,
	`opens_until` integer NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `looks_contact` ON `looks` (`contact_id`,`at`);--> statement-breakpoint
CREATE INDEX `looks_person` ON `looks` (`person_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `looks_case` ON `looks` (`case_id`);--> statement-breakpoint
CREATE TABLE `snippets` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text,
	`lang` text NOT NULL,
	`shortcut` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `snippets_own` ON `snippets` (`owner_id`,`lang`,`shortcut`) WHERE "snippets"."owner_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `snippets_shared` ON `snippets` (`lang`,`shortcut`) WHERE "snippets"."owner_id" is null;--> statement-breakpoint
CREATE TABLE `support_helpers` (
	`contact_id` text NOT NULL,
	`person_id` text NOT NULL,
	`case_id` text NOT NULL,
	PRIMARY KEY(`contact_id`, `person_id`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `support_helpers_case` ON `support_helpers` (`case_id`);--> statement-breakpoint
CREATE INDEX `support_helpers_person` ON `support_helpers` (`person_id`);--> statement-breakpoint
CREATE TABLE `support_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`contact_kind` text NOT NULL,
	`contact_id` text NOT NULL,
	`case_id` text NOT NULL,
	`asked_by` text NOT NULL,
	`words` text NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`asked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "support_requests_state_known" CHECK("support_requests"."state" in ('open', 'joined', 'over'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `support_requests_one` ON `support_requests` (`contact_id`) WHERE "support_requests"."state" in ('open', 'joined');--> statement-breakpoint
CREATE INDEX `support_requests_state` ON `support_requests` (`state`,`at`);--> statement-breakpoint
CREATE INDEX `support_requests_case` ON `support_requests` (`case_id`);--> statement-breakpoint
CREATE TABLE `wrap_up_corrections` (
	`id` text PRIMARY KEY NOT NULL,
	`wrap_up_id` text NOT NULL,
	`request_key` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	`seen_at` integer,
	FOREIGN KEY (`wrap_up_id`) REFERENCES `wrap_ups`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wrap_up_corrections_requestKey_unique` ON `wrap_up_corrections` (`request_key`);--> statement-breakpoint
CREATE INDEX `wrap_up_corrections_wrap_up` ON `wrap_up_corrections` (`wrap_up_id`,`at`);--> statement-breakpoint
ALTER TABLE `presences` ADD `rest_until` integer;--> statement-breakpoint
CREATE INDEX `promises_owner` ON `promises` (`owner_id`,`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `wrap_ups_case` ON `wrap_ups` (`case_id`);