CREATE TABLE `conditions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`client_id` integer NOT NULL,
	`code` text NOT NULL,
	`from_on` text DEFAULT '' NOT NULL,
	`until_on` text DEFAULT '' NOT NULL,
	`entry_key` text DEFAULT '' NOT NULL,
	`deleted_at` integer,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "from_on_iso" CHECK("conditions"."from_on" = '' or "conditions"."from_on" like '____-__-__'),
	CONSTRAINT "until_on_iso" CHECK("conditions"."until_on" = '' or "conditions"."until_on" like '____-__-__')
) STRICT;
--> statement-breakpoint
CREATE INDEX `conditions_of_client` ON `conditions` (`client_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `condition_entered_once` ON `conditions` (`client_id`,`entry_key`) WHERE entry_key <> '';