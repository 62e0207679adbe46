CREATE TABLE `aside_candidates` (
	`aside_id` integer NOT NULL,
	`client_id` integer NOT NULL,
	`score` integer NOT NULL,
	`reasons` text NOT NULL,
	PRIMARY KEY(`aside_id`, `client_id`),
	FOREIGN KEY (`aside_id`) REFERENCES `asides`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `asides_of_client` ON `aside_candidates` (`client_id`);--> statement-breakpoint
CREATE TABLE `asides` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`organization_id` integer NOT NULL,
	`digest` text NOT NULL,
	`row` text NOT NULL,
	`found_at` integer NOT NULL,
	`decision` text,
	`client_id` integer,
	`decided_at` integer,
	`decided_by` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "aside_decided_by_somebody" CHECK(("asides"."decision" is null) = ("asides"."decided_at" is null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `asides_to_decide` ON `asides` (`id`) WHERE decision is null;--> statement-breakpoint
CREATE UNIQUE INDEX `row_aside_once` ON `asides` (`organization_id`,`kind`,`digest`);--> statement-breakpoint
CREATE TABLE `refills` (
	`name` text PRIMARY KEY NOT NULL
) STRICT;
--> statement-breakpoint
ALTER TABLE `clients` ADD `birth_certificate_key` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `clients_by_birth_certificate` ON `clients` (`birth_certificate_key`) WHERE birth_certificate_key <> '';