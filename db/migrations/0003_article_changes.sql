CREATE TABLE `article_changes` (
	`change` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`article_id` text NOT NULL,
	`stamp` integer NOT NULL,
	`lang` text NOT NULL,
	`published` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `article_changes_articleId_unique` ON `article_changes` (`article_id`);
--> statement-breakpoint
INSERT INTO `article_changes` (`article_id`, `stamp`, `lang`, `published`)
	SELECT `id`, random() & 281474976710655, `lang`, `state` = 'published' FROM `articles`;
--> statement-breakpoint
CREATE TRIGGER `articles_inserted` AFTER INSERT ON `articles` BEGIN
	INSERT OR REPLACE INTO `article_changes` (`article_id`, `stamp`, `lang`, `published`)
		VALUES (NEW.`id`, random() & 281474976710655, NEW.`lang`, NEW.`state` = 'published');
END;
--> statement-breakpoint
CREATE TRIGGER `articles_updated` AFTER UPDATE ON `articles` BEGIN
	INSERT OR REPLACE INTO `article_changes` (`article_id`, `stamp`, `lang`, `published`)
		VALUES (NEW.`id`, random() & 281474976710655, NEW.`lang`, NEW.`state` = 'published');
END;
--> statement-breakpoint
CREATE TRIGGER `articles_deleted` AFTER DELETE ON `articles` BEGIN
	INSERT OR REPLACE INTO `article_changes` (`article_id`, `stamp`, `lang`, `published`)
		VALUES (OLD.`id`, random() & 281474976710655, OLD.`lang`, 0);
END;
