-- What a warehouse wrote for a point stays in the point's feed, also when it packs for it no more: its desks' chains run
-- through there. What was taken away before this is not known any more.
alter table packs_for add column ended boolean not null default false;
