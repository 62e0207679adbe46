CREATE TABLE `backups` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`checked_at` integer NOT NULL,
	`file` text NOT NULL,
	`bytes` integer NOT NULL
) STRICT;
