ALTER TABLE `searches` ADD `typed_at` integer;--> statement-breakpoint
CREATE INDEX `clients_being_entered` ON `searches` (`user_id`) WHERE typed_at is not null;