CREATE TABLE `synonym_decisions` (
	`change` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`lang` text NOT NULL,
	`words` text NOT NULL,
	`approved` integer NOT NULL,
	`person_id` text,
	`at` integer NOT NULL
);
