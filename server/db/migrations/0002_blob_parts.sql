-- What has come of a photo that is still being sent. Of each device one photo at a time.
create table blob_parts (
  site_id text collate "C" not null,
  device_id text collate "C" not null,
  sha256 text collate "C" not null,
  from_byte integer not null,
  bytes bytea not null,
  primary key (site_id, device_id, sha256, from_byte)
) partition by hash (site_id);

do $$
begin
  for i in 0..15 loop
    execute format('create table %I partition of blob_parts for values with (modulus 16, remainder %s)', 'blob_parts_' || i, i);
  end loop;
end $$;

alter table blob_parts enable row level security;
alter table blob_parts force row level security;
create policy of_the_feed on blob_parts
  using (site_id = current_setting('app.feed', true)) with check (site_id = current_setting('app.feed', true));
grant select, insert, delete on blob_parts to tuandian_feed;
