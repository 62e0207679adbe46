CREATE TABLE `former_codes` (
	`code` text PRIMARY KEY NOT NULL,
	`organization_id` integer NOT NULL,
	`until` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
ALTER TABLE `organizations` ADD `revision` integer DEFAULT 0 NOT NULL;