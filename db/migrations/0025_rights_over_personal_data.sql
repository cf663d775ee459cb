CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`purpose` text NOT NULL,
	`agreed` integer NOT NULL,
	`version` text NOT NULL,
	`words` text NOT NULL,
	`lang` text NOT NULL,
	`how` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `consents_customer` ON `consents` (`customer_id`,`purpose`,`at`);--> statement-breakpoint
CREATE TABLE `data_exports` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`lang` text NOT NULL,
	`state` text NOT NULL,
	`file` text,
	`bytes` integer,
	`asked_at` integer NOT NULL,
	`ready_at` integer,
	`expires_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "data_exports_state" CHECK("data_exports"."state" in ('waiting', 'ready', 'failed', 'over'))
);
--> statement-breakpoint
CREATE INDEX `data_exports_customer` ON `data_exports` (`customer_id`,`asked_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `data_exports_one` ON `data_exports` (`customer_id`) WHERE "data_exports"."state" = 'waiting';--> statement-breakpoint
CREATE TABLE `erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`customer_id` text,
	`lang` text NOT NULL,
	`state` text NOT NULL,
	`asked_at` integer NOT NULL,
	`runs_at` integer NOT NULL,
	`ended_at` integer,
	`kept` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "erasures_state" CHECK("erasures"."state" in ('waiting', 'undone', 'stopped', 'done'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `erasures_reference_unique` ON `erasures` (`reference`);--> statement-breakpoint
CREATE UNIQUE INDEX `erasures_one` ON `erasures` (`customer_id`) WHERE "erasures"."state" = 'waiting';--> statement-breakpoint
CREATE TABLE `kept_records` (
	`id` text PRIMARY KEY NOT NULL,
	`erasure_id` text NOT NULL,
	`kind` text NOT NULL,
	`reference` text NOT NULL,
	`content` text NOT NULL,
	`keep_until` integer NOT NULL,
	FOREIGN KEY (`erasure_id`) REFERENCES `erasures`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `kept_records_reference` ON `kept_records` (`kind`,`reference`);--> statement-breakpoint
CREATE INDEX `kept_records_keep` ON `kept_records` (`keep_until`);--> statement-breakpoint
CREATE TABLE `personal_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`field` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`state` text NOT NULL,
	`channel` text,
	`code_hash` text,
	`code_expires_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`at` integer NOT NULL,
	`done_at` integer,
	`keep_until` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "personal_changes_state" CHECK("personal_changes"."state" in ('open', 'done', 'contested'))
);
--> statement-breakpoint
CREATE INDEX `personal_changes_customer` ON `personal_changes` (`customer_id`,`at`);--> statement-breakpoint
CREATE INDEX `personal_changes_open` ON `personal_changes` (`keep_until`) WHERE "personal_changes"."state" = 'open';