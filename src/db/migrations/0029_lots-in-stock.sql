CREATE TABLE `lots` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`organization_id` integer NOT NULL,
	`cvx` text NOT NULL,
	`trade_name` text DEFAULT '' NOT NULL,
	`mvx` text DEFAULT '' NOT NULL,
	`lot` text NOT NULL,
	`expires_on` text NOT NULL,
	`doses` integer NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`updated_at` integer NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lot_expires_on_iso" CHECK("lots"."expires_on" like '____-__-__'),
	CONSTRAINT "doses_left" CHECK("lots"."doses" >= 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `lots_in_stock` ON `lots` (`organization_id`,`cvx`,`trade_name`,`lot`) WHERE "lots"."removed_at" is null;--> statement-breakpoint
ALTER TABLE `immunizations` ADD `vis_on` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `immunizations` ADD `reaction` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `immunizations` ADD `lot_id` integer REFERENCES lots(id);