CREATE TABLE `blocked_numbers` (
	`id` text PRIMARY KEY NOT NULL,
	`phone` text NOT NULL,
	`reason` text NOT NULL,
	`callback_id` text,
	`blocked_by` text,
	`blocked_at` integer NOT NULL,
	`lifted_by` text,
	`lifted_at` integer,
	FOREIGN KEY (`callback_id`) REFERENCES `callbacks`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`blocked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`lifted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `blocked_numbers_one_per_number` ON `blocked_numbers` (`phone`) WHERE "blocked_numbers"."lifted_at" is null;--> statement-breakpoint
CREATE TABLE `code_sends` (
	`id` text PRIMARY KEY NOT NULL,
	`number_key` text NOT NULL,
	`account_key` text,
	`address_key` text,
	`channel` text NOT NULL,
	`cost_cents` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `code_sends_number` ON `code_sends` (`number_key`,`at`);--> statement-breakpoint
CREATE INDEX `code_sends_account` ON `code_sends` (`account_key`,`at`);--> statement-breakpoint
CREATE INDEX `code_sends_address` ON `code_sends` (`address_key`,`at`);--> statement-breakpoint
CREATE INDEX `code_sends_at` ON `code_sends` (`at`);--> statement-breakpoint
CREATE TABLE `phone_proofs` (
	`id` text PRIMARY KEY NOT NULL,
	`request_key` text NOT NULL,
	`visit_id` text,
	`customer_id` text,
	`phone` text NOT NULL,
	`mobile` integer NOT NULL,
	`lang` text NOT NULL,
	`request` text NOT NULL,
	`channel` text,
	`code_hash` text,
	`code_expires_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`proved_at` integer,
	`callback_id` text,
	`created_at` integer NOT NULL,
	`keep_until` integer NOT NULL,
	FOREIGN KEY (`callback_id`) REFERENCES `callbacks`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `phone_proofs_requestKey_unique` ON `phone_proofs` (`request_key`);--> statement-breakpoint
CREATE INDEX `phone_proofs_visit` ON `phone_proofs` (`visit_id`,`phone`);--> statement-breakpoint
CREATE INDEX `phone_proofs_keep` ON `phone_proofs` (`keep_until`);--> statement-breakpoint
CREATE TABLE `sms_refusals` (
	`phone` text PRIMARY KEY NOT NULL,
	`code` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `outbox` ADD `lang` text;--> statement-breakpoint
CREATE INDEX `callback_attempts_number` ON `callback_attempts` (`customer_phone`,`started_at`);--> statement-breakpoint
CREATE INDEX `callback_attempts_started` ON `callback_attempts` (`started_at`);--> statement-breakpoint
INSERT INTO `blocked_numbers` (`id`, `phone`, `reason`, `callback_id`, `blocked_at`)
	SELECT `callback_events`.`id`, `callbacks`.`phone`, 'not-me', `callbacks`.`id`, min(`callback_events`.`at`)
	FROM `callback_events` INNER JOIN `callbacks` ON `callbacks`.`id` = `callback_events`.`callback_id`
	WHERE `callback_events`.`kind` = 'number-blocked'
	GROUP BY `callbacks`.`phone`;
