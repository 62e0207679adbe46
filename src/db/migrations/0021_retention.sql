CREATE INDEX `known_browsers_by_age` ON `known_browsers` (`last_login_at`);--> statement-breakpoint
CREATE INDEX `drafts_by_age` ON `drafts` (`updated_at`);--> statement-breakpoint
CREATE INDEX `visit_drafts_by_age` ON `visit_drafts` (`updated_at`);--> statement-breakpoint
CREATE INDEX `jobs_over` ON `jobs` (`ended_at`) WHERE next_at is null;--> statement-breakpoint
CREATE INDEX `outbox_by_age` ON `outbox` (`created_at`);--> statement-breakpoint
CREATE INDEX `entries_by_age` ON `entries` (`at`);