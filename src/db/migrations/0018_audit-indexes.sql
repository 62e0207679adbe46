CREATE INDEX `audit_of_organization` ON `audit` (`organization_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_by_time` ON `audit` (`at`);