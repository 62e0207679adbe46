CREATE TABLE `acceptances` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`version` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `acceptances_of_user` ON `acceptances` (`user_id`);--> statement-breakpoint
CREATE TABLE `announcements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`date` text NOT NULL,
	`title` text NOT NULL,
	`body` text DEFAULT '' NOT NULL,
	`active_from` text NOT NULL,
	`active_to` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`user_id` integer,
	`organization_id` integer,
	`action` text NOT NULL,
	`client_id` integer,
	`detail` text DEFAULT '' NOT NULL,
	`address` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_of_client` ON `audit` (`client_id`,`at`) WHERE client_id is not null;--> statement-breakpoint
CREATE INDEX `audit_of_user` ON `audit` (`user_id`,`at`);--> statement-breakpoint
CREATE TABLE `clock_leaps` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`leap_ms` integer NOT NULL,
	`settled_at` integer,
	`settled_by` integer,
	FOREIGN KEY (`settled_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `former_passwords` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`password_hash` text NOT NULL,
	`set_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `former_passwords_of_user` ON `former_passwords` (`user_id`,`set_at`);--> statement-breakpoint
CREATE TABLE `interruptions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`organization_id` integer NOT NULL,
	`path` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `interruptions_by_age` ON `interruptions` (`at`);--> statement-breakpoint
CREATE TABLE `known_browsers` (
	`id` text NOT NULL,
	`user_id` integer NOT NULL,
	`last_login_at` integer NOT NULL,
	PRIMARY KEY(`id`, `user_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `links` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`kind` text NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`answered_at` integer,
	`used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `links_of_user` ON `links` (`user_id`,`kind`);--> statement-breakpoint
CREATE INDEX `links_by_expiry` ON `links` (`expires_at`);--> statement-breakpoint
CREATE TABLE `memberships` (
	`user_id` integer NOT NULL,
	`username` text NOT NULL,
	`organization_id` integer NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`user_id`, `organization_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`,`username`) REFERENCES `users`(`id`,`username`) ON UPDATE cascade ON DELETE no action,
	CONSTRAINT "role_known" CHECK("memberships"."role" in ('view only', 'typical user', 'administrator', 'help desk'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `username_in_organization` ON `memberships` (`organization_id`,`username`);--> statement-breakpoint
CREATE TABLE `organizations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`region` text DEFAULT '' NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	CONSTRAINT "organization_code_given" CHECK("organizations"."code" <> ''),
	CONSTRAINT "organization_type_known" CHECK("organizations"."type" in ('provider', 'public health', 'school', 'help desk'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `organizations_code_unique` ON `organizations` (`code`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`user_id` integer,
	`recipient` text NOT NULL,
	`details` text NOT NULL,
	`created_at` integer NOT NULL,
	`next_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`first_tried_at` integer,
	`sent_at` integer,
	`dead_at` integer,
	`last_fault` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key_unique` ON `outbox` (`key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`next_at`) WHERE sent_at is null and dead_at is null;--> statement-breakpoint
CREATE INDEX `outbox_dead` ON `outbox` (`dead_at`) WHERE dead_at is not null;--> statement-breakpoint
CREATE TABLE `security_answers` (
	`user_id` integer NOT NULL,
	`position` integer NOT NULL,
	`question` text NOT NULL,
	`answer_hash` text NOT NULL,
	PRIMARY KEY(`user_id`, `position`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "three_questions" CHECK("security_answers"."position" between 1 and 3)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `questions_differ` ON `security_answers` (`user_id`,`question`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`organization_id` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`password_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `sessions_of_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_by_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`username` text NOT NULL,
	`first_name` text DEFAULT '' NOT NULL,
	`last_name` text NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`password_hash` text NOT NULL,
	`password_set_at` integer NOT NULL,
	`temporary_until` integer,
	`home_organization_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_login_at` integer,
	`agreement_version` text DEFAULT '' NOT NULL,
	`agreement_at` integer,
	`email_confirmed_at` integer,
	`questions_set_at` integer,
	`question_asked` integer,
	`wrong_answers` integer DEFAULT 0 NOT NULL,
	`locked_at` integer,
	`inactive_at` integer,
	`inactive_why` text DEFAULT '' NOT NULL,
	`reactivated_at` integer,
	`reminded_for` integer,
	`demonstration` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`home_organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "username_given" CHECK("users"."username" <> '')
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `user_names` ON `users` (`id`,`username`);--> statement-breakpoint
CREATE TABLE `aliases` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`client_id` integer NOT NULL,
	`last_name` text NOT NULL,
	`first_name` text DEFAULT '' NOT NULL,
	`middle_name` text DEFAULT '' NOT NULL,
	`birth_date` text NOT NULL,
	`until_at` integer NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `alias_once` ON `aliases` (`client_id`,`last_name`,`first_name`,`birth_date`);--> statement-breakpoint
CREATE TABLE `changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`client_id` integer NOT NULL,
	`revision` integer NOT NULL,
	`at` integer NOT NULL,
	`user_id` integer,
	`organization_id` integer NOT NULL,
	`part` text NOT NULL,
	`row` integer,
	`field` text NOT NULL,
	`before` text,
	`after` text,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `changes_of_client` ON `changes` (`client_id`,`revision`);--> statement-breakpoint
CREATE TABLE `clients` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`last_name` text NOT NULL,
	`first_name` text DEFAULT '' NOT NULL,
	`middle_name` text DEFAULT '' NOT NULL,
	`name_suffix` text DEFAULT '' NOT NULL,
	`mother_maiden_last` text DEFAULT '' NOT NULL,
	`mother_first` text DEFAULT '' NOT NULL,
	`gender` text DEFAULT 'U' NOT NULL,
	`birth_date` text NOT NULL,
	`birth_country` text DEFAULT '' NOT NULL,
	`race` text DEFAULT '' NOT NULL,
	`ethnicity` text DEFAULT '' NOT NULL,
	`street` text DEFAULT '' NOT NULL,
	`other_address` text DEFAULT '' NOT NULL,
	`po_box` text DEFAULT '' NOT NULL,
	`city` text DEFAULT '' NOT NULL,
	`state` text DEFAULT '' NOT NULL,
	`zip` text DEFAULT '' NOT NULL,
	`county` text DEFAULT '' NOT NULL,
	`country` text DEFAULT '' NOT NULL,
	`undeliverable` integer DEFAULT false NOT NULL,
	`address_updated_on` text,
	`phone` text DEFAULT '' NOT NULL,
	`extension` text DEFAULT '' NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`notices` integer DEFAULT true NOT NULL,
	`birth_certificate` text DEFAULT '' NOT NULL,
	`deceased_at` integer,
	`death_date` text,
	`locked_by` integer,
	`revision` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` integer,
	`updated_for` integer NOT NULL,
	`mother_maiden_key` text DEFAULT '' NOT NULL,
	`mother_first_key` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`locked_by`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`updated_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`updated_for`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "last_name_given" CHECK("clients"."last_name" <> ''),
	CONSTRAINT "gender_known" CHECK("clients"."gender" in ('M', 'F', 'U')),
	CONSTRAINT "birth_date_iso" CHECK("clients"."birth_date" like '____-__-__')
) STRICT;
--> statement-breakpoint
CREATE INDEX `clients_by_phone` ON `clients` (`phone`) WHERE phone <> '';--> statement-breakpoint
CREATE INDEX `clients_by_mother_maiden` ON `clients` (`mother_maiden_key`,`mother_first_key`) WHERE mother_maiden_key <> '';--> statement-breakpoint
CREATE INDEX `clients_by_mother_first` ON `clients` (`mother_first_key`) WHERE mother_first_key <> '';--> statement-breakpoint
CREATE TABLE `comments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`client_id` integer NOT NULL,
	`code` text NOT NULL,
	`applies_on` text NOT NULL,
	`entry_key` text DEFAULT '' NOT NULL,
	`deleted_at` integer,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "applies_on_iso" CHECK("comments"."applies_on" like '____-__-__')
) STRICT;
--> statement-breakpoint
CREATE INDEX `comments_of_client` ON `comments` (`client_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `comment_entered_once` ON `comments` (`client_id`,`entry_key`) WHERE entry_key <> '';--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`client_id` integer NOT NULL,
	`last_name` text DEFAULT '' NOT NULL,
	`first_name` text DEFAULT '' NOT NULL,
	`middle_name` text DEFAULT '' NOT NULL,
	`relationship` text NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`extension` text DEFAULT '' NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`street` text DEFAULT '' NOT NULL,
	`other_address` text DEFAULT '' NOT NULL,
	`po_box` text DEFAULT '' NOT NULL,
	`city` text DEFAULT '' NOT NULL,
	`state` text DEFAULT '' NOT NULL,
	`zip` text DEFAULT '' NOT NULL,
	`county` text DEFAULT '' NOT NULL,
	`country` text DEFAULT '' NOT NULL,
	`notices` integer DEFAULT false NOT NULL,
	`is_primary` integer DEFAULT false NOT NULL,
	`undeliverable` integer DEFAULT false NOT NULL,
	`address_updated_on` text,
	`entry_key` text DEFAULT '' NOT NULL,
	`deleted_at` integer,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "self_is_the_client" CHECK("contacts"."relationship" <> 'SEL')
) STRICT;
--> statement-breakpoint
CREATE INDEX `contacts_of_client` ON `contacts` (`client_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `contact_entered_once` ON `contacts` (`client_id`,`entry_key`) WHERE entry_key <> '';--> statement-breakpoint
CREATE UNIQUE INDEX `one_primary_contact` ON `contacts` (`client_id`) WHERE is_primary = 1 and deleted_at is null;--> statement-breakpoint
CREATE TABLE `drafts` (
	`user_id` integer NOT NULL,
	`client_id` integer NOT NULL,
	`organization_id` integer NOT NULL,
	`revision` integer NOT NULL,
	`body` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `client_id`, `organization_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `enrolments` (
	`client_id` integer NOT NULL,
	`organization_id` integer NOT NULL,
	`chart_number` text DEFAULT '' NOT NULL,
	`chart_key` text DEFAULT '' NOT NULL,
	`status` text DEFAULT 'A' NOT NULL,
	`status_reason` text DEFAULT '' NOT NULL,
	`reminder` integer DEFAULT true NOT NULL,
	`schedule` text DEFAULT 'ACIP' NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`client_id`, `organization_id`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "status_known" CHECK("enrolments"."status" in ('A', 'I', 'P'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `clients_by_chart_number` ON `enrolments` (`organization_id`,`chart_key`) WHERE chart_key <> '';--> statement-breakpoint
CREATE TABLE `former_addresses` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`client_id` integer NOT NULL,
	`contact_id` integer,
	`street` text DEFAULT '' NOT NULL,
	`other_address` text DEFAULT '' NOT NULL,
	`po_box` text DEFAULT '' NOT NULL,
	`city` text DEFAULT '' NOT NULL,
	`state` text DEFAULT '' NOT NULL,
	`zip` text DEFAULT '' NOT NULL,
	`county` text DEFAULT '' NOT NULL,
	`country` text DEFAULT '' NOT NULL,
	`undeliverable` integer DEFAULT false NOT NULL,
	`from_on` text,
	`until_on` text NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `former_addresses_of_client` ON `former_addresses` (`client_id`);--> statement-breakpoint
CREATE TABLE `immunizations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`client_id` integer NOT NULL,
	`organization_id` integer NOT NULL,
	`given_on` text NOT NULL,
	`cvx` text NOT NULL,
	`trade_name` text DEFAULT '' NOT NULL,
	`mvx` text DEFAULT '' NOT NULL,
	`lot` text DEFAULT '' NOT NULL,
	`amount` text DEFAULT '' NOT NULL,
	`unit` text DEFAULT '' NOT NULL,
	`site` text DEFAULT '' NOT NULL,
	`route` text DEFAULT '' NOT NULL,
	`ordered_by` text DEFAULT '' NOT NULL,
	`administered_by` text DEFAULT '' NOT NULL,
	`source` text NOT NULL,
	`funding` text DEFAULT '' NOT NULL,
	`sent_as` text,
	`revision` integer DEFAULT 1 NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "given_on_iso" CHECK("immunizations"."given_on" like '____-__-__'),
	CONSTRAINT "vaccine_given" CHECK("immunizations"."cvx" <> '')
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `immunizations_sent_as_unique` ON `immunizations` (`sent_as`);--> statement-breakpoint
CREATE INDEX `immunizations_of_client` ON `immunizations` (`client_id`,`given_on`);--> statement-breakpoint
CREATE TABLE `visit_drafts` (
	`user_id` integer NOT NULL,
	`client_id` integer NOT NULL,
	`organization_id` integer NOT NULL,
	`typed` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `client_id`, `organization_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `client_names` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`client_id` integer NOT NULL,
	`alias_id` integer,
	`last_id` integer NOT NULL,
	`first_id` integer NOT NULL,
	`middle_key` text NOT NULL,
	`birth_date` text NOT NULL,
	`is_part` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`alias_id`) REFERENCES `aliases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`last_id`) REFERENCES `name_words`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`first_id`) REFERENCES `name_words`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `names_of_client` ON `client_names` (`client_id`);--> statement-breakpoint
CREATE INDEX `names_by_last` ON `client_names` (`last_id`,`first_id`,`birth_date`);--> statement-breakpoint
CREATE INDEX `names_by_first` ON `client_names` (`first_id`,`last_id`);--> statement-breakpoint
CREATE INDEX `names_by_birth_date` ON `client_names` (`birth_date`,`last_id`,`first_id`);--> statement-breakpoint
CREATE TABLE `duplicates` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`client_id` integer NOT NULL,
	`other_id` integer NOT NULL,
	`surely` integer DEFAULT false NOT NULL,
	`score` integer NOT NULL,
	`reasons` text NOT NULL,
	`found_at` integer NOT NULL,
	`found_by` integer,
	`found_for` integer,
	`answer` text,
	`decision` text,
	`decided_at` integer,
	`decided_by` integer,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`other_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`found_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`found_for`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lower_first" CHECK("duplicates"."client_id" < "duplicates"."other_id"),
	CONSTRAINT "decided_by_somebody" CHECK(("duplicates"."decision" is null) = ("duplicates"."decided_at" is null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `duplicates_of_other` ON `duplicates` (`other_id`);--> statement-breakpoint
CREATE INDEX `duplicates_to_decide` ON `duplicates` (`id`) WHERE decision is null;--> statement-breakpoint
CREATE UNIQUE INDEX `pair_once` ON `duplicates` (`client_id`,`other_id`);--> statement-breakpoint
CREATE TABLE `entries` (
	`key` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`client_id` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `name_forms` (
	`form` integer NOT NULL,
	`word_id` integer NOT NULL,
	PRIMARY KEY(`form`, `word_id`),
	FOREIGN KEY (`word_id`) REFERENCES `name_words`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `name_words` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `name_words_key_unique` ON `name_words` (`key`);--> statement-breakpoint
CREATE TABLE `searches` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`organization_id` integer NOT NULL,
	`leads_to` text NOT NULL,
	`criteria` text NOT NULL,
	`hits` text,
	`entry` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `searches_by_age` ON `searches` (`created_at`);