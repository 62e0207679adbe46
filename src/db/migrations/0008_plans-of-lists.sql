DROP INDEX `outbox_dead`;--> statement-breakpoint
CREATE INDEX `outbox_troubled` ON `outbox` (`created_at`) WHERE sent_at is null and first_tried_at is not null;--> statement-breakpoint
DROP INDEX `duplicates_to_decide`;--> statement-breakpoint
CREATE INDEX `duplicates_to_decide` ON `duplicates` (score desc,`id`) WHERE decision is null;--> statement-breakpoint
CREATE INDEX `clients_restricted` ON `clients` (`id`) WHERE deceased_at is not null or locked_by is not null;