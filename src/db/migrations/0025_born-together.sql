ALTER TABLE `clients` ADD `preferred_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `clients` ADD `multiple_birth` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `clients` ADD `birth_order` text DEFAULT '' NOT NULL;