-- Complete segments as they go out, packed once. Made from the entries, which never change, and to be made again from
-- them at any time: nothing here is the only copy.
create table segments (
  site_id text collate "C" not null,
  n bigint not null,
  packed bytea not null,
  primary key (site_id, n)
) partition by hash (site_id);
alter table segments alter column packed set storage external;

do $$
begin
  for i in 0..15 loop
    execute format('create table %I partition of segments for values with (modulus 16, remainder %s)', 'segments_' || i, i);
  end loop;
end $$;

alter table segments enable row level security;
alter table segments force row level security;
create policy of_the_feed on segments
  using (site_id = current_setting('app.feed', true)) with check (site_id = current_setting('app.feed', true));
grant select, insert on segments to tuandian_feed;
