CREATE TABLE `address_moves` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`subscription_id` text NOT NULL,
	`request_key` text NOT NULL,
	`reference` text NOT NULL,
	`from_address` text NOT NULL,
	`street` text NOT NULL,
	`postcode` text NOT NULL,
	`city` text NOT NULL,
	`wished_day` text NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`subscription_id`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `address_moves_requestKey_unique` ON `address_moves` (`request_key`);--> statement-breakpoint
CREATE INDEX `address_moves_customer` ON `address_moves` (`customer_id`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `address_moves_one_asked` ON `address_moves` (`subscription_id`) WHERE "address_moves"."state" = 'asked';