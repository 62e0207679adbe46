ALTER TABLE `interruptions` ADD `page` text;--> statement-breakpoint
CREATE INDEX `interruptions_of_user` ON `interruptions` (`user_id`,`organization_id`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `interruption_of_page` ON `interruptions` (`page`,`path`);--> statement-breakpoint
ALTER TABLE `sessions` ADD `browser` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `ended_why` text;--> statement-breakpoint
CREATE INDEX `sessions_of_browser` ON `sessions` (`browser`,`ended_at`) WHERE browser is not null;