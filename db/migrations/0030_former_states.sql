CREATE TABLE `former_ends` (
	`id` text PRIMARY KEY NOT NULL,
	`subscription_id` text NOT NULL,
	`ends_at` integer,
	`until` integer NOT NULL,
	FOREIGN KEY (`subscription_id`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `former_ends_subscription` ON `former_ends` (`subscription_id`,`until`);--> statement-breakpoint
CREATE TABLE `former_forwardings` (
	`id` text PRIMARY KEY NOT NULL,
	`line_id` text NOT NULL,
	`kind` text NOT NULL,
	`target` text,
	`active` integer NOT NULL,
	`delay_seconds` integer,
	`changed_at` integer,
	`until` integer NOT NULL,
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `former_forwardings_line` ON `former_forwardings` (`line_id`,`until`);--> statement-breakpoint
CREATE TABLE `former_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`line_id` text NOT NULL,
	`label` text NOT NULL,
	`state` text NOT NULL,
	`until` integer NOT NULL,
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `former_lines_line` ON `former_lines` (`line_id`,`until`);