-- A database that is put in place without a word may be older than an epoch that was begun after it was made. It knows
-- by these that it is: the key stays the same from one epoch to the next, so what was sealed in a later one opens, and
-- that one's name is not among them.
alter table centre add column past text[] not null default '{}';
