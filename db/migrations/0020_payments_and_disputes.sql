CREATE TABLE `invoice_disputes` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`position` integer NOT NULL,
	`request_key` text NOT NULL,
	`case_reference` text NOT NULL,
	`due_at` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invoice_disputes_requestKey_unique` ON `invoice_disputes` (`request_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `invoice_disputes_line` ON `invoice_disputes` (`invoice_id`,`position`);--> statement-breakpoint
CREATE INDEX `invoice_disputes_customer` ON `invoice_disputes` (`customer_id`);--> statement-breakpoint
CREATE TABLE `payment_methods` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`holder` text NOT NULL,
	`country` text NOT NULL,
	`last4` text NOT NULL,
	`mandate` text NOT NULL,
	`provider_token` text NOT NULL,
	`request_key` text NOT NULL,
	`signed_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payment_methods_mandate_unique` ON `payment_methods` (`mandate`);--> statement-breakpoint
CREATE UNIQUE INDEX `payment_methods_requestKey_unique` ON `payment_methods` (`request_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `payment_methods_one` ON `payment_methods` (`customer_id`) WHERE "payment_methods"."ended_at" is null;--> statement-breakpoint
CREATE TABLE `payments` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`invoice_number` text NOT NULL,
	`amount_cents` integer NOT NULL,
	`request_key` text NOT NULL,
	`provider_reference` text,
	`pay_url` text,
	`state` text NOT NULL,
	`reason` text,
	`booked` integer DEFAULT false NOT NULL,
	`started_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "payments_state" CHECK("payments"."state" in ('open', 'unknown', 'paid', 'refused', 'left'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payments_requestKey_unique` ON `payments` (`request_key`);--> statement-breakpoint
CREATE INDEX `payments_customer` ON `payments` (`customer_id`,`started_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `payments_one_alive` ON `payments` (`invoice_id`) WHERE "payments"."state" in ('open', 'unknown', 'paid');--> statement-breakpoint
CREATE TABLE `test_payments` (
	`id` text PRIMARY KEY NOT NULL,
	`request_key` text NOT NULL,
	`amount_cents` integer NOT NULL,
	`label` text NOT NULL,
	`return_url` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`silent_until` integer,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `test_payments_requestKey_unique` ON `test_payments` (`request_key`);--> statement-breakpoint
ALTER TABLE `invoice_lines` ADD `tax_basis_points` integer DEFAULT 2000 NOT NULL;