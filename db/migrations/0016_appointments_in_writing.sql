DROP INDEX `callbacks_one_active_per_number`;--> statement-breakpoint
ALTER TABLE `callbacks` ADD `conversation_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `callbacks_one_in_writing_per_email` ON `callbacks` (`email`) WHERE "callbacks"."channel" = 'text' and "callbacks"."state" in ('scheduled', 'offering', 'connected');--> statement-breakpoint
CREATE UNIQUE INDEX `callbacks_one_active_per_number` ON `callbacks` (`phone`) WHERE "callbacks"."channel" <> 'text' and "callbacks"."state" in ('scheduled', 'queued', 'offering', 'dialing', 'connected', 'retry-wait');