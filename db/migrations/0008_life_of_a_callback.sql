CREATE TABLE `call_comparisons` (
	`day` text PRIMARY KEY NOT NULL,
	`calls` integer NOT NULL,
	`attempts` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `call_differences` (
	`id` text PRIMARY KEY NOT NULL,
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`call_sid` text NOT NULL,
	`callback_id` text,
	`attempt_id` text,
	`theirs` text,
	`ours` text,
	`at` integer NOT NULL,
	`seen_at` integer,
	`seen_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `call_differences_once` ON `call_differences` (`call_sid`,`kind`);--> statement-breakpoint
CREATE INDEX `call_differences_seen` ON `call_differences` (`seen_at`,`at`);--> statement-breakpoint
CREATE INDEX `call_differences_callback` ON `call_differences` (`callback_id`);--> statement-breakpoint
CREATE TABLE `message_events` (
	`id` text PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`dedupe_key` text NOT NULL,
	`status` text NOT NULL,
	`error_code` integer,
	`repeats` integer DEFAULT 0 NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `outbox`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `message_events_dedupeKey_unique` ON `message_events` (`dedupe_key`);--> statement-breakpoint
CREATE INDEX `message_events_message` ON `message_events` (`message_id`,`at`);--> statement-breakpoint
ALTER TABLE `callback_events` ADD `effect` text;--> statement-breakpoint
ALTER TABLE `callback_events` ADD `answer` text;--> statement-breakpoint
ALTER TABLE `callback_events` ADD `repeats` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `callback_events_attempt` ON `callback_events` (`attempt_id`,`at`);--> statement-breakpoint
ALTER TABLE `outbox` ADD `carrier_sid` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `delivery` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `error_code` integer;--> statement-breakpoint
CREATE INDEX `callback_attempts_live` ON `callback_attempts` (`advisor_id`) WHERE "callback_attempts"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `callback_attempts_advisor_call` ON `callback_attempts` (`advisor_call_sid`);--> statement-breakpoint
CREATE INDEX `callbacks_phone` ON `callbacks` (`phone`,`created_at`);--> statement-breakpoint
CREATE INDEX `callbacks_ended` ON `callbacks` (`state`,`ended_at`);--> statement-breakpoint
-- A callback that ends without reaching its customer leaves them choices: the message is stored first, in the same instant.
CREATE TRIGGER `callbacks_end_is_told` BEFORE UPDATE OF `state` ON `callbacks`
WHEN NEW.`state` IN ('unreached', 'needs-number', 'expired') AND OLD.`state` IS NOT NEW.`state` AND NOT EXISTS (
	SELECT 1 FROM `outbox`
	WHERE `dedupe_key` >= 'callback:' || NEW.`id` || ':' AND `dedupe_key` < 'callback:' || NEW.`id` || ';'
	AND `purpose` = 'callback-' || NEW.`state` AND `created_at` = NEW.`ended_at`
)
BEGIN
	SELECT RAISE(ABORT, 'a callback ends without reaching its customer only beside the message that says so');
END;
--> statement-breakpoint
CREATE TRIGGER `callbacks_begin_untold` BEFORE INSERT ON `callbacks`
WHEN NEW.`state` IN ('unreached', 'needs-number', 'expired')
BEGIN
	SELECT RAISE(ABORT, 'a callback does not begin as one that did not reach its customer');
END;
