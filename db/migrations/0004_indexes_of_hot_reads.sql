CREATE INDEX `promises_customer` ON `promises` (`customer_id`,`made_at`);--> statement-breakpoint
CREATE INDEX `articles_translates` ON `articles` (`translates`);