CREATE TABLE `audit_anchors` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`row_id` integer NOT NULL,
	`hash` text NOT NULL
) STRICT;
--> statement-breakpoint
ALTER TABLE `audit` ADD `hash` text DEFAULT '' NOT NULL;
--> statement-breakpoint
CREATE TRIGGER `audit_is_not_changed` BEFORE UPDATE ON `audit`
WHEN old.hash <> '' OR new.hash = '' OR new.id IS NOT old.id OR new.at IS NOT old.at OR new.user_id IS NOT old.user_id
	OR new.organization_id IS NOT old.organization_id OR new.action IS NOT old.action
	OR new.client_id IS NOT old.client_id OR new.detail IS NOT old.detail OR new.address IS NOT old.address
BEGIN
	SELECT raise(ABORT, 'The audit log is append-only: no row is changed.');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_is_not_deleted` BEFORE DELETE ON `audit`
WHEN old.id > (SELECT coalesce(max(row_id), 0) FROM `audit_anchors`)
BEGIN
	SELECT raise(ABORT, 'The audit log is append-only: no row is deleted that no anchor stands for.');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_anchor_is_a_row` BEFORE INSERT ON `audit_anchors`
WHEN NOT EXISTS (SELECT 1 FROM `audit` WHERE id = new.row_id AND hash = new.hash AND hash <> '')
BEGIN
	SELECT raise(ABORT, 'An anchor stands for a row of the audit log.');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_anchor_is_not_changed` BEFORE UPDATE ON `audit_anchors`
BEGIN
	SELECT raise(ABORT, 'Anchors of the audit log are not changed.');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_anchor_is_not_deleted` BEFORE DELETE ON `audit_anchors`
BEGIN
	SELECT raise(ABORT, 'Anchors of the audit log are not deleted.');
END;
