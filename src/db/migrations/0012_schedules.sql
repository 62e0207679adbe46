CREATE TABLE `schedules` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`version` text NOT NULL,
	`pack` text NOT NULL,
	`added_at` integer NOT NULL,
	`in_force_from` text,
	`taken_back_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `schedules_in_force` ON `schedules` (`in_force_from`) WHERE taken_back_at is null and in_force_from is not null;