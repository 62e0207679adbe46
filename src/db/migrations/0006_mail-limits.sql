ALTER TABLE `outbox` ADD `caused_by` integer REFERENCES users(id);--> statement-breakpoint
CREATE INDEX `outbox_by_cause` ON `outbox` (`caused_by`,`created_at`);--> statement-breakpoint
CREATE INDEX `outbox_by_user` ON `outbox` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `outbox_by_recipient` ON `outbox` (lower("recipient"),`created_at`);