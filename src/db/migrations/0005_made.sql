CREATE TABLE `made` (
	`key` text PRIMARY KEY NOT NULL,
	`result` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `made_by_age` ON `made` (`at`);