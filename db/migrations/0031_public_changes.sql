CREATE TABLE `public_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`cause_key` text NOT NULL,
	`said_fr` text NOT NULL,
	`said_en` text NOT NULL,
	`done_fr` text NOT NULL,
	`done_en` text NOT NULL,
	`path_fr` text,
	`path_en` text,
	`mended_at` integer NOT NULL,
	`published_by` text NOT NULL,
	`published_at` integer NOT NULL,
	`withdrawn_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `public_changes_causeKey_unique` ON `public_changes` (`cause_key`);