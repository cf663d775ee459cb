CREATE TABLE `idempotency_keys` (
	`key` text PRIMARY KEY NOT NULL,
	`digest` text NOT NULL,
	`callback_id` text NOT NULL,
	`answer` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`callback_id`) REFERENCES `callbacks`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_at` ON `idempotency_keys` (`at`);--> statement-breakpoint
ALTER TABLE `presences` ADD `chosen_at` integer;