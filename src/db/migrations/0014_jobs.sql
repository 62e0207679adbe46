CREATE TABLE `jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`clock_name` text,
	`ordered_by` integer,
	`organization_id` integer,
	`state` text NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`total` integer DEFAULT 0 NOT NULL,
	`result` text,
	`fault` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`next_at` integer,
	`holder` text,
	`held_until` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`stop_asked_at` integer,
	`ended_at` integer,
	FOREIGN KEY (`ordered_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_clock_name_unique` ON `jobs` (`clock_name`);--> statement-breakpoint
CREATE INDEX `jobs_open` ON `jobs` (`next_at`) WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX `jobs_of_organization` ON `jobs` (`organization_id`,`id`) WHERE organization_id is not null;