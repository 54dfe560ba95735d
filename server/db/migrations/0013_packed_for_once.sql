-- What a warehouse wrote for a point stays in the point's feed, also when it packs for it no more: its desks' chains run
-- through there.
alter table packs_for add column ended boolean not null default false;
