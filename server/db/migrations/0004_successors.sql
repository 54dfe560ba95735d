-- A desk whose records were damaged goes on as another device, which brings along what the one before had not sent.
alter table devices add column successor text;
create index on devices (successor) where successor is not null;
