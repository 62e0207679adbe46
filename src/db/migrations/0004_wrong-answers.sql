CREATE TABLE `wrong_answers` (
	`user_id` integer NOT NULL,
	`digest` text NOT NULL,
	PRIMARY KEY(`user_id`, `digest`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
ALTER TABLE `links` ADD `used_by` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `users` DROP COLUMN `wrong_answers`;