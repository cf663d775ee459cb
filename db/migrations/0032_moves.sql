CREATE TABLE `moves` (
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
CREATE UNIQUE INDEX `moves_requestKey_unique` ON `moves` (`request_key`);--> statement-breakpoint
CREATE INDEX `moves_customer` ON `moves` (`customer_id`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `moves_one_asked` ON `moves` (`subscription_id`) WHERE "moves"."state" = 'asked';