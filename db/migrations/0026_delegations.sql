CREATE TABLE `delegated_lines` (
	`delegation_id` text NOT NULL,
	`line_id` text NOT NULL,
	PRIMARY KEY(`delegation_id`, `line_id`),
	FOREIGN KEY (`delegation_id`) REFERENCES `delegations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `delegated_lines_line` ON `delegated_lines` (`line_id`);--> statement-breakpoint
CREATE TABLE `delegations` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`email` text NOT NULL,
	`delegate_id` text,
	`level` text NOT NULL,
	`request_key` text NOT NULL,
	`invited_at` integer NOT NULL,
	`accepted_at` integer,
	`ends_at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`owner_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`delegate_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "delegations_level" CHECK("delegations"."level" in ('see', 'manage'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `delegations_requestKey_unique` ON `delegations` (`request_key`);--> statement-breakpoint
CREATE INDEX `delegations_owner` ON `delegations` (`owner_id`);--> statement-breakpoint
CREATE INDEX `delegations_delegate` ON `delegations` (`delegate_id`);--> statement-breakpoint
CREATE INDEX `delegations_email` ON `delegations` (`email`);