CREATE TABLE `former_plans` (
	`id` text PRIMARY KEY NOT NULL,
	`subscription_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`plan_name` text NOT NULL,
	`price_cents` integer NOT NULL,
	`plan_since` integer,
	`committed_until` integer,
	`since` integer NOT NULL,
	`until` integer NOT NULL,
	`ended_by` text NOT NULL,
	FOREIGN KEY (`subscription_id`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "former_plans_order" CHECK("former_plans"."since" <= "former_plans"."until")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `former_plans_endedBy_unique` ON `former_plans` (`ended_by`);--> statement-breakpoint
CREATE UNIQUE INDEX `former_plans_until` ON `former_plans` (`subscription_id`,`until`);--> statement-breakpoint
CREATE TABLE `next_bill_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`subscription_id` text NOT NULL,
	`change_key` text NOT NULL,
	`position` integer NOT NULL,
	`period` text NOT NULL,
	`label` text NOT NULL,
	`amount_cents` integer NOT NULL,
	`tax_basis_points` integer NOT NULL,
	`invoice_id` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`subscription_id`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `next_bill_lines_change` ON `next_bill_lines` (`change_key`,`position`);--> statement-breakpoint
CREATE INDEX `next_bill_lines_customer` ON `next_bill_lines` (`customer_id`,`invoice_id`);--> statement-breakpoint
CREATE TABLE `scheduled_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`subscription_id` text NOT NULL,
	`change_id` text NOT NULL,
	`begins_at` integer NOT NULL,
	`state` text NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`subscription_id`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`change_id`) REFERENCES `account_changes`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "scheduled_changes_state" CHECK("scheduled_changes"."state" in ('scheduled', 'applying', 'applied', 'withdrawn', 'failed'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `scheduled_changes_changeId_unique` ON `scheduled_changes` (`change_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `scheduled_changes_one` ON `scheduled_changes` (`subscription_id`) WHERE "scheduled_changes"."state" in ('scheduled', 'applying');--> statement-breakpoint
CREATE INDEX `scheduled_changes_customer` ON `scheduled_changes` (`customer_id`,`state`);--> statement-breakpoint
ALTER TABLE `subscription_options` ADD `started_by` text;--> statement-breakpoint
ALTER TABLE `subscription_options` ADD `ended_by` text;--> statement-breakpoint
CREATE UNIQUE INDEX `subscription_options_running` ON `subscription_options` (`subscription_id`,`option_id`) WHERE "subscription_options"."until" is null;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `plan_since` integer;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `committed_until` integer;