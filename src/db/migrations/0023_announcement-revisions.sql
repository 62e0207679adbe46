ALTER TABLE `announcements` ADD `withdrawn_at` integer;--> statement-breakpoint
ALTER TABLE `announcements` ADD `revision` integer DEFAULT 0 NOT NULL;