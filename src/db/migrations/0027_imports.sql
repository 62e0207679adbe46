CREATE TABLE `import_columns` (
	`organization_id` integer NOT NULL,
	`kind` text NOT NULL,
	`header` text NOT NULL,
	`field` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `kind`, `header`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_columns_by_age` ON `import_columns` (`at`);--> statement-breakpoint
CREATE TABLE `import_problems` (
	`job_id` integer NOT NULL,
	`line` integer NOT NULL,
	`offset` integer NOT NULL,
	`bytes` integer NOT NULL,
	`result` text NOT NULL,
	`reasons` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`job_id`, `line`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_problems_by_age` ON `import_problems` (`at`);--> statement-breakpoint
CREATE TABLE `imports` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`organization_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`file_name` text NOT NULL,
	`file` text NOT NULL,
	`bytes` integer NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`delimiter` text NOT NULL,
	`head` text NOT NULL,
	`columns` text,
	`has_headers` integer DEFAULT true NOT NULL,
	`check_job` integer,
	`take_job` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `imports_by_age` ON `imports` (`updated_at`);--> statement-breakpoint
CREATE INDEX `imports_of_organization` ON `imports` (`organization_id`,`id`);