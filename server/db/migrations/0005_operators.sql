-- Who may be chosen at a site's desks. Never deleted: old entries name them. A role is given once.
create table operators (
  operator_id text primary key,
  site_key text not null references sites,
  name text not null,
  role text not null check (role in ('leader', 'clerk', 'packer')),
  added_at_ms bigint not null,
  removed_at_ms bigint
);
create unique index on operators (site_key, name) where removed_at_ms is null;
