CREATE TABLE `handsets` (
	`person_id` text PRIMARY KEY NOT NULL,
	`identity` text NOT NULL,
	`choice` text NOT NULL,
	`browser_seen_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `handsets_identity_unique` ON `handsets` (`identity`);--> statement-breakpoint
ALTER TABLE `callback_attempts` ADD `advisor_address` text;