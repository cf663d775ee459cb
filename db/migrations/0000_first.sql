CREATE TABLE `account_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`request_key` text NOT NULL,
	`operation` text NOT NULL,
	`object_id` text NOT NULL,
	`before` text,
	`after` text,
	`actor_id` text NOT NULL,
	`outcome` text NOT NULL,
	`undone_at` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_changes_requestKey_unique` ON `account_changes` (`request_key`);--> statement-breakpoint
CREATE INDEX `account_changes_customer` ON `account_changes` (`customer_id`,`at`);--> statement-breakpoint
CREATE TABLE `cancellations` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`kind` text NOT NULL,
	`customer_id` text,
	`subscription_id` text,
	`last_name` text NOT NULL,
	`contract_reference` text NOT NULL,
	`email` text NOT NULL,
	`wished_end` text,
	`ends_at` integer,
	`state` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cancellations_reference_unique` ON `cancellations` (`reference`);--> statement-breakpoint
CREATE TABLE `customers` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text,
	`number` text NOT NULL,
	`first_name` text NOT NULL,
	`last_name` text NOT NULL,
	`email` text NOT NULL,
	`phone` text,
	`lang` text DEFAULT 'fr' NOT NULL,
	`address` text NOT NULL,
	`city` text NOT NULL,
	`since` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customers_number_unique` ON `customers` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `customers_person` ON `customers` (`person_id`);--> statement-breakpoint
CREATE INDEX `customers_email` ON `customers` (`email`);--> statement-breakpoint
CREATE TABLE `forwardings` (
	`line_id` text NOT NULL,
	`kind` text NOT NULL,
	`target` text NOT NULL,
	`active` integer NOT NULL,
	`delay_seconds` integer,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`line_id`, `kind`),
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `invoice_lines` (
	`invoice_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`subscription_id` text,
	`amount_cents` integer NOT NULL,
	PRIMARY KEY(`invoice_id`, `position`),
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `invoices` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`number` text NOT NULL,
	`period` text NOT NULL,
	`issued_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`total_cents` integer NOT NULL,
	`state` text NOT NULL,
	`paid_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invoices_number_unique` ON `invoices` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `invoices_customer_period` ON `invoices` (`customer_id`,`period`);--> statement-breakpoint
CREATE TABLE `lines` (
	`id` text PRIMARY KEY NOT NULL,
	`subscription_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`number` text NOT NULL,
	`label` text NOT NULL,
	`state` text DEFAULT 'active' NOT NULL,
	FOREIGN KEY (`subscription_id`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lines_number_unique` ON `lines` (`number`);--> statement-breakpoint
CREATE INDEX `lines_customer` ON `lines` (`customer_id`);--> statement-breakpoint
CREATE TABLE `network_incidents` (
	`id` text PRIMARY KEY NOT NULL,
	`service` text NOT NULL,
	`area` text NOT NULL,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`expected_end_at` integer,
	`ended_at` integer
);
--> statement-breakpoint
CREATE TABLE `subscription_options` (
	`id` text PRIMARY KEY NOT NULL,
	`subscription_id` text NOT NULL,
	`option_id` text NOT NULL,
	`name` text NOT NULL,
	`price_cents` integer NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	FOREIGN KEY (`subscription_id`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `subscription_options_subscription` ON `subscription_options` (`subscription_id`);--> statement-breakpoint
CREATE TABLE `subscriptions` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`plan_name` text NOT NULL,
	`service` text NOT NULL,
	`label` text NOT NULL,
	`price_cents` integer NOT NULL,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`ends_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "subscriptions_state" CHECK("subscriptions"."state" in ('active', 'suspended', 'ended'))
);
--> statement-breakpoint
CREATE INDEX `subscriptions_customer` ON `subscriptions` (`customer_id`);--> statement-breakpoint
CREATE TABLE `usage` (
	`line_id` text NOT NULL,
	`month` text NOT NULL,
	`data_mb` integer NOT NULL,
	`data_allowance_mb` integer,
	`minutes` integer NOT NULL,
	`sms` integer NOT NULL,
	PRIMARY KEY(`line_id`, `month`),
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `audit_trail` (
	`id` text PRIMARY KEY NOT NULL,
	`actor_id` text,
	`action` text NOT NULL,
	`object_kind` text NOT NULL,
	`object_id` text NOT NULL,
	`detail` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_object` ON `audit_trail` (`object_kind`,`object_id`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`role` text DEFAULT 'customer' NOT NULL,
	`lang` text DEFAULT 'fr' NOT NULL,
	`team` text,
	`city` text,
	`phone` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "people_role" CHECK("people"."role" in ('customer', 'advisor', 'editor', 'supervisor', 'admin'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_email` ON `people` (`email`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token_unique` ON `sessions` (`token`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `sign_in_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verifications_identifier` ON `verifications` (`identifier`);--> statement-breakpoint
CREATE TABLE `cause_handlings` (
	`id` text PRIMARY KEY NOT NULL,
	`cause_key` text NOT NULL,
	`kind` text NOT NULL,
	`note` text NOT NULL,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `cause_handlings_cause` ON `cause_handlings` (`cause_key`,`at`);--> statement-breakpoint
CREATE TABLE `friction_days` (
	`day` text NOT NULL,
	`ending` text NOT NULL,
	`visits` integer NOT NULL,
	PRIMARY KEY(`day`, `ending`)
);
--> statement-breakpoint
CREATE TABLE `frictions` (
	`id` text PRIMARY KEY NOT NULL,
	`visit_id` text NOT NULL,
	`customer_id` text,
	`kind` text NOT NULL,
	`cause_key` text NOT NULL,
	`label` text NOT NULL,
	`words` text,
	`path` text,
	`lang` text NOT NULL,
	`detail` text,
	`at` integer NOT NULL,
	`keep_until` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `frictions_at` ON `frictions` (`at`);--> statement-breakpoint
CREATE INDEX `frictions_cause` ON `frictions` (`cause_key`,`at`);--> statement-breakpoint
CREATE INDEX `frictions_visit` ON `frictions` (`visit_id`,`at`);--> statement-breakpoint
CREATE INDEX `frictions_keep` ON `frictions` (`keep_until`);--> statement-breakpoint
CREATE TABLE `visit_steps` (
	`id` text PRIMARY KEY NOT NULL,
	`visit_id` text NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`failed` integer DEFAULT false NOT NULL,
	`href` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`visit_id`) REFERENCES `visits`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `visit_steps_visit` ON `visit_steps` (`visit_id`,`at`);--> statement-breakpoint
CREATE TABLE `visits` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text,
	`lang` text NOT NULL,
	`started_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`ending` text
);
--> statement-breakpoint
CREATE INDEX `visits_last` ON `visits` (`last_at`);--> statement-breakpoint
CREATE INDEX `visits_customer` ON `visits` (`customer_id`);--> statement-breakpoint
CREATE TABLE `callback_attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`callback_id` text NOT NULL,
	`key` text NOT NULL,
	`advisor_id` text NOT NULL,
	`customer_phone` text NOT NULL,
	`state` text NOT NULL,
	`advisor_call_sid` text,
	`customer_call_sid` text,
	`advisor_outcome` text,
	`customer_outcome` text,
	`bridged` integer DEFAULT false NOT NULL,
	`started_at` integer NOT NULL,
	`last_heard_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`callback_id`) REFERENCES `callbacks`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `callback_attempts_key_unique` ON `callback_attempts` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `callback_attempts_one_live_per_number` ON `callback_attempts` (`customer_phone`) WHERE "callback_attempts"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `callback_attempts_callback` ON `callback_attempts` (`callback_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `callback_events` (
	`id` text PRIMARY KEY NOT NULL,
	`callback_id` text NOT NULL,
	`attempt_id` text,
	`dedupe_key` text NOT NULL,
	`kind` text NOT NULL,
	`detail` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`callback_id`) REFERENCES `callbacks`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `callback_events_dedupeKey_unique` ON `callback_events` (`dedupe_key`);--> statement-breakpoint
CREATE INDEX `callback_events_callback` ON `callback_events` (`callback_id`,`at`);--> statement-breakpoint
CREATE TABLE `callbacks` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`case_id` text NOT NULL,
	`customer_id` text,
	`visit_id` text,
	`phone` text NOT NULL,
	`first_name` text NOT NULL,
	`reason` text NOT NULL,
	`subject` text NOT NULL,
	`lang` text NOT NULL,
	`email` text,
	`asked_from` text,
	`trail` text NOT NULL,
	`state` text NOT NULL,
	`slot_start` integer,
	`slot_end` integer,
	`due_at` integer NOT NULL,
	`advisor_id` text,
	`password` text NOT NULL,
	`offers` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`link_version` integer DEFAULT 1 NOT NULL,
	`request_key` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`advisor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "callbacks_state" CHECK("callbacks"."state" in ('scheduled', 'queued', 'offering', 'dialing', 'connected', 'retry-wait', 'done', 'unreached', 'needs-number', 'cancelled', 'expired'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `callbacks_reference_unique` ON `callbacks` (`reference`);--> statement-breakpoint
CREATE UNIQUE INDEX `callbacks_requestKey_unique` ON `callbacks` (`request_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `callbacks_one_active_per_number` ON `callbacks` (`phone`) WHERE "callbacks"."state" in ('scheduled', 'queued', 'offering', 'dialing', 'connected', 'retry-wait');--> statement-breakpoint
CREATE INDEX `callbacks_due` ON `callbacks` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `callbacks_slot` ON `callbacks` (`slot_start`);--> statement-breakpoint
CREATE INDEX `callbacks_customer` ON `callbacks` (`customer_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `cases` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`customer_id` text,
	`visit_id` text,
	`reason` text NOT NULL,
	`subject` text NOT NULL,
	`lang` text NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cases_reference_unique` ON `cases` (`reference`);--> statement-breakpoint
CREATE INDEX `cases_customer` ON `cases` (`customer_id`,`opened_at`);--> statement-breakpoint
CREATE TABLE `conversation_events` (
	`id` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	`kind` text NOT NULL,
	`actor_id` text,
	`detail` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `conversation_events_conversation` ON `conversation_events` (`conversation_id`,`at`);--> statement-breakpoint
CREATE TABLE `conversations` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`customer_id` text,
	`visit_id` text NOT NULL,
	`first_name` text NOT NULL,
	`subject` text NOT NULL,
	`lang` text NOT NULL,
	`asked_from` text,
	`trail` text NOT NULL,
	`state` text NOT NULL,
	`advisor_id` text,
	`last_seq` integer DEFAULT 0 NOT NULL,
	`customer_read_seq` integer DEFAULT 0 NOT NULL,
	`advisor_read_seq` integer DEFAULT 0 NOT NULL,
	`customer_seen_at` integer,
	`access_hash` text NOT NULL,
	`asked_at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`advisor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "conversations_state" CHECK("conversations"."state" in ('waiting', 'active', 'ended', 'abandoned'))
);
--> statement-breakpoint
CREATE INDEX `conversations_queue` ON `conversations` (`state`,`asked_at`);--> statement-breakpoint
CREATE INDEX `conversations_visit` ON `conversations` (`visit_id`,`state`);--> statement-breakpoint
CREATE INDEX `conversations_case` ON `conversations` (`case_id`);--> statement-breakpoint
CREATE TABLE `left_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`request_key` text NOT NULL,
	`customer_id` text,
	`visit_id` text,
	`first_name` text NOT NULL,
	`contact` text NOT NULL,
	`body` text NOT NULL,
	`lang` text NOT NULL,
	`trail` text NOT NULL,
	`state` text NOT NULL,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `left_messages_requestKey_unique` ON `left_messages` (`request_key`);--> statement-breakpoint
CREATE INDEX `left_messages_state` ON `left_messages` (`state`,`at`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	`seq` integer NOT NULL,
	`author` text NOT NULL,
	`author_id` text,
	`author_name` text,
	`body` text NOT NULL,
	`article_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_order` ON `messages` (`conversation_id`,`seq`);--> statement-breakpoint
CREATE TABLE `presences` (
	`person_id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`capacity` integer DEFAULT 2 NOT NULL,
	`pinned` integer DEFAULT false NOT NULL,
	`last_seen_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `promises` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`case_id` text NOT NULL,
	`object_id` text NOT NULL,
	`customer_id` text,
	`text` text NOT NULL,
	`owner_id` text,
	`due_at` integer NOT NULL,
	`state` text NOT NULL,
	`made_at` integer NOT NULL,
	`settled_at` integer,
	`amends` text,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `promises_object` ON `promises` (`object_id`);--> statement-breakpoint
CREATE INDEX `promises_due` ON `promises` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `wrap_ups` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`channel` text NOT NULL,
	`object_id` text NOT NULL,
	`advisor_id` text NOT NULL,
	`reason` text NOT NULL,
	`outcome` text NOT NULL,
	`summary` text NOT NULL,
	`draft` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wrap_ups_objectId_unique` ON `wrap_ups` (`object_id`);--> statement-breakpoint
CREATE INDEX `wrap_ups_at` ON `wrap_ups` (`at`);--> statement-breakpoint
CREATE TABLE `answer_alerts` (
	`id` text PRIMARY KEY NOT NULL,
	`query` text NOT NULL,
	`lang` text NOT NULL,
	`email` text,
	`at` integer NOT NULL,
	`told_at` integer
);
--> statement-breakpoint
CREATE TABLE `article_feedback` (
	`id` text PRIMARY KEY NOT NULL,
	`article_id` text NOT NULL,
	`visit_id` text NOT NULL,
	`solved` integer NOT NULL,
	`reason` text,
	`words` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `article_feedback_visit` ON `article_feedback` (`article_id`,`visit_id`);--> statement-breakpoint
CREATE INDEX `article_feedback_at` ON `article_feedback` (`at`);--> statement-breakpoint
CREATE TABLE `article_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`article_id` text NOT NULL,
	`version` integer NOT NULL,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`markdown` text NOT NULL,
	`changed_by` text,
	`note` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `article_versions_number` ON `article_versions` (`article_id`,`version`);--> statement-breakpoint
CREATE TABLE `articles` (
	`id` text PRIMARY KEY NOT NULL,
	`lang` text NOT NULL,
	`slug` text NOT NULL,
	`topic` text NOT NULL,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`keywords` text NOT NULL,
	`owner` text NOT NULL,
	`reviewed_at` integer NOT NULL,
	`related` text NOT NULL,
	`translates` text,
	`markdown` text NOT NULL,
	`html` text NOT NULL,
	`plain_text` text NOT NULL,
	`headings` text NOT NULL,
	`extra` text NOT NULL,
	`state` text NOT NULL,
	`source_hash` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`published_at` integer,
	CONSTRAINT "articles_state" CHECK("articles"."state" in ('draft', 'published', 'unpublished'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `articles_address` ON `articles` (`lang`,`slug`);--> statement-breakpoint
CREATE INDEX `articles_topic` ON `articles` (`lang`,`topic`,`state`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`dedupe_key` text,
	`state` text NOT NULL,
	`run_at` integer NOT NULL,
	`lease_until` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`created_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_dedupeKey_unique` ON `jobs` (`dedupe_key`);--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`state`,`run_at`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`recipient` text NOT NULL,
	`subject` text,
	`body` text NOT NULL,
	`attachments` text,
	`purpose` text NOT NULL,
	`dedupe_key` text,
	`state` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`not_before` integer NOT NULL,
	`last_error` text,
	`created_at` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_dedupeKey_unique` ON `outbox` (`dedupe_key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`state`,`not_before`);--> statement-breakpoint
CREATE TABLE `simulated_calls` (
	`sid` text PRIMARY KEY NOT NULL,
	`parent_sid` text,
	`to_number` text NOT NULL,
	`from_number` text NOT NULL,
	`status` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `simulated_calls_status` ON `simulated_calls` (`status`);--> statement-breakpoint
CREATE TABLE `simulated_messages` (
	`sid` text PRIMARY KEY NOT NULL,
	`to_number` text NOT NULL,
	`from_number` text NOT NULL,
	`body` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL
);
