-- When a code was given out: a device that was revoked since is not let in with it.
alter table enrolment_codes add column made_at_ms bigint not null default 0;
