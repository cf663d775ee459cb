CREATE TABLE `absences` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`from` integer NOT NULL,
	`to` integer NOT NULL,
	`declared_by` text NOT NULL,
	`declared_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `absences_person` ON `absences` (`person_id`,`to`);--> statement-breakpoint
CREATE TABLE `closures` (
	`id` text PRIMARY KEY NOT NULL,
	`from` text NOT NULL,
	`to` text NOT NULL,
	`reason_fr` text NOT NULL,
	`reason_en` text NOT NULL,
	`declared_by` text NOT NULL,
	`declared_at` integer NOT NULL,
	`withdrawn_at` integer
);
--> statement-breakpoint
CREATE INDEX `closures_in_force` ON `closures` (`withdrawn_at`);--> statement-breakpoint
CREATE TABLE `roster_reasons` (
	`person_id` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`person_id`, `reason`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `roster_shifts` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`weekday` integer NOT NULL,
	`from` text NOT NULL,
	`to` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "roster_shifts_weekday" CHECK("roster_shifts"."weekday" between 1 and 7)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `roster_shifts_one` ON `roster_shifts` (`person_id`,`weekday`,`from`);--> statement-breakpoint
ALTER TABLE `callbacks` ADD `slot_local` text;--> statement-breakpoint
ALTER TABLE `callbacks` ADD `slot_zone` text;--> statement-breakpoint
ALTER TABLE `callbacks` ADD `wished_advisor_id` text REFERENCES people(id) ON DELETE set null;--> statement-breakpoint
ALTER TABLE `callbacks` ADD `channel` text DEFAULT 'voice' NOT NULL;--> statement-breakpoint
ALTER TABLE `callbacks` ADD `calendar_sequence` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `promises` ADD `cause` text;