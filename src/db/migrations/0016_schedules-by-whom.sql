ALTER TABLE `schedules` ADD `added_by` integer REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `schedules` ADD `used_by` integer REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `schedules` ADD `taken_back_by` integer REFERENCES users(id);