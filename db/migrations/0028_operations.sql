ALTER TABLE `account_changes` ADD `actor_kind` text DEFAULT 'customer' NOT NULL;--> statement-breakpoint
ALTER TABLE `account_changes` ADD `actor_name` text;--> statement-breakpoint
ALTER TABLE `account_changes` ADD `actor_case` text;--> statement-breakpoint
ALTER TABLE `account_changes` ADD `takes_back` text;--> statement-breakpoint
ALTER TABLE `account_changes` ADD `case_reference` text;--> statement-breakpoint
CREATE UNIQUE INDEX `account_changes_one_open` ON `account_changes` (`operation`,`object_id`) WHERE "account_changes"."outcome" = 'open';--> statement-breakpoint
UPDATE `account_changes` SET `operation` = 'contract-change' WHERE `operation` = 'contract-change-later';--> statement-breakpoint
UPDATE `account_changes` SET `outcome` = 'planned' WHERE `id` IN (SELECT `change_id` FROM `scheduled_changes` WHERE `state` IN ('scheduled', 'applying', 'withdrawn'));--> statement-breakpoint
UPDATE `account_changes` SET `operation` = 'forwarding', `before` = json_object('number', coalesce((SELECT `number` FROM `lines` WHERE `lines`.`id` = `object_id`), ''), 'kind', json_extract(`before`, '$.kind'), 'before', json(json_extract(`before`, '$.state')), 'wanted', json(json_extract(`after`, '$.state'))), `after` = json_extract(`after`, '$.state') WHERE `operation` IN ('forwarding', 'forwarding-undo');--> statement-breakpoint
UPDATE `account_changes` SET `before` = json_set(`before`, '$.number', coalesce((SELECT `number` FROM `lines` WHERE `lines`.`id` = `object_id`), '')) WHERE `operation` = 'line';--> statement-breakpoint
UPDATE `account_changes` SET `actor_kind` = 'delegate', `actor_name` = (SELECT `first_name` || ' ' || `last_name` FROM `customers` WHERE `person_id` = `actor_id`) WHERE `actor_id` IN (SELECT `person_id` FROM `customers` WHERE `customers`.`id` <> `account_changes`.`customer_id`);--> statement-breakpoint
UPDATE `account_changes` SET `actor_kind` = 'advisor', `actor_case` = '', `actor_name` = (SELECT substr(`name`, 1, instr(`name` || ' ', ' ') - 1) FROM `people` WHERE `people`.`id` = `actor_id`) WHERE `actor_id` IN (SELECT `id` FROM `people` WHERE `role` <> 'customer');
