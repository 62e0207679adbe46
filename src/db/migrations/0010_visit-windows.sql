PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_visit_drafts` (
	`user_id` integer NOT NULL,
	`client_id` integer NOT NULL,
	`organization_id` integer NOT NULL,
	`window` text NOT NULL,
	`typed` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `client_id`, `organization_id`, `window`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_visit_drafts`("user_id", "client_id", "organization_id", "window", "typed", "updated_at") SELECT "user_id", "client_id", "organization_id", lower(hex(randomblob(8))), "typed", "updated_at" FROM `visit_drafts`;--> statement-breakpoint
DROP TABLE `visit_drafts`;--> statement-breakpoint
ALTER TABLE `__new_visit_drafts` RENAME TO `visit_drafts`;--> statement-breakpoint
PRAGMA foreign_keys=ON;