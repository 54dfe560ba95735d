-- Who there is. These tables are read by the centre itself, never in the name of a feed.
create table centre (
  one boolean primary key default true check (one),
  epoch text not null
);

create table organisations (
  organisation_id text primary key,
  name text not null,
  made_at_ms bigint not null
);

-- A site has its feed from the first desk that enrols, or from the first import at the centre: until then no site_id.
create table sites (
  site_key text primary key,
  organisation_id text not null references organisations,
  kind text not null check (kind in ('point', 'warehouse')),
  name text not null,
  site_id text unique,
  site_secret text,
  check ((site_id is null) = (site_secret is null)),
  unique (organisation_id, name)
);

create table packs_for (
  warehouse_key text not null references sites,
  point_key text not null references sites,
  primary key (warehouse_key, point_key)
);

create table devices (
  device_id text primary key,
  site_key text not null references sites,
  name text not null,
  token_hash text not null unique,
  enrolled_at_ms bigint not null,
  revoked_at_ms bigint
);
create index on devices (site_key);

create table enrolment_codes (
  selector text primary key,
  code_hash text not null,
  site_key text not null references sites,
  expires_at_ms bigint not null,
  tries_left integer not null,
  used_by text
);

-- What the feeds hold. Every key starts with the feed; every row is seen only in the name of its feed.
create table feeds (
  site_id text collate "C" primary key,
  head bigint not null default 0,
  identities bigint not null default 0,
  bring_back_until_ms bigint not null default 0
);

create table entries (
  site_id text collate "C" not null,
  position bigint not null,
  device_id text collate "C" not null,
  device_seq bigint not null,
  hash text not null,
  round_id text collate "C",
  brought_by text not null,
  received_at_ms bigint not null,
  body text not null,
  primary key (site_id, position),
  unique (site_id, device_id, device_seq)
) partition by hash (site_id);
create index on entries (site_id, round_id, position) where round_id is not null;

create table quarantine (
  site_id text collate "C" not null,
  body_hash text collate "C" not null,
  device_id text collate "C" not null,
  entry_id text,
  reason text not null,
  because text not null,
  received_at_ms bigint not null,
  body text,
  primary key (site_id, body_hash)
) partition by hash (site_id);

-- The only table with names, phones, addresses and notes of people.
create table identities (
  site_id text collate "C" not null,
  household_id text collate "C" not null,
  version bigint not null,
  change bigint not null,
  erased boolean not null,
  name text,
  phone text,
  address text,
  note text,
  primary key (site_id, household_id),
  unique (site_id, change),
  check (not erased or (name is null and phone is null and address is null and note is null))
) partition by hash (site_id);

create table snapshots (
  site_id text collate "C" primary key,
  position bigint not null,
  fold_version integer not null,
  start text not null
);

create table blobs (
  site_id text collate "C" not null,
  sha256 text collate "C" not null,
  brought_by text not null,
  received_at_ms bigint not null,
  bytes bytea not null,
  primary key (site_id, sha256)
) partition by hash (site_id);

do $$
declare
  tables text[] := array['feeds', 'entries', 'quarantine', 'identities', 'snapshots', 'blobs'];
  one text;
begin
  foreach one in array array['entries', 'quarantine', 'identities', 'blobs'] loop
    for i in 0..15 loop
      execute format('create table %I partition of %I for values with (modulus 16, remainder %s)', one || '_' || i, one, i);
    end loop;
  end loop;
  -- Two databases of one cluster may be set up at the same moment: a role belongs to the cluster.
  if not exists (select from pg_roles where rolname = 'tuandian_feed') then
    begin
      create role tuandian_feed nologin nobypassrls;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
  if not pg_has_role(current_user, 'tuandian_feed', 'member') then
    execute format('grant tuandian_feed to %I', current_user);
  end if;
  execute format('grant usage on schema %I to tuandian_feed', current_schema());
  foreach one in array tables loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format(
      'create policy of_the_feed on %I using (site_id = current_setting(''app.feed'', true)) with check (site_id = current_setting(''app.feed'', true))',
      one);
  end loop;
end $$;

-- Entries are never edited and never deleted.
grant select, update on feeds to tuandian_feed;
grant select, insert on entries, quarantine, blobs to tuandian_feed;
grant select, insert, update on identities, snapshots to tuandian_feed;
