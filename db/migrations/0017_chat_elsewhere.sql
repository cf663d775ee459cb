ALTER TABLE `conversations` ADD `link_version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `conversations` ADD `contact_email` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `email_proved_at` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `copy_wished_at` integer;--> statement-breakpoint
ALTER TABLE `help_offers` ADD `accepted_at` integer;--> statement-breakpoint
CREATE INDEX `help_offers_shown` ON `help_offers` (`shown_at`);--> statement-breakpoint
ALTER TABLE `outbox` ADD `html` text;