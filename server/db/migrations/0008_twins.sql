-- Of a desk that was copied or set back, one goes on beside the other: revoked together, for one token let both in.
alter table devices add column twin_of text;
create index on devices (twin_of) where twin_of is not null;
