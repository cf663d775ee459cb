-- A visit that had two goes on with the one that was asked first.
UPDATE `conversations` SET `state` = 'ended', `ended_at` = unixepoch() * 1000, `ended_by` = 'system'
WHERE `state` IN ('waiting', 'active') AND EXISTS (
	SELECT 1 FROM `conversations` AS `first`
	WHERE `first`.`visit_id` = `conversations`.`visit_id` AND `first`.`state` IN ('waiting', 'active')
		AND (`first`.`asked_at`, `first`.`id`) < (`conversations`.`asked_at`, `conversations`.`id`)
);--> statement-breakpoint
CREATE UNIQUE INDEX `conversations_one_live_per_visit` ON `conversations` (`visit_id`) WHERE "conversations"."state" in ('waiting', 'active');