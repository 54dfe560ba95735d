-- What reports need, folded from the entries and folded again from them at any time: nothing here is the only copy,
-- and nothing of it names a person. `position`: the row says what the feed says up to there.
create table report_marks (
  site_id text collate "C" primary key,
  position bigint not null,
  version integer not null
);

create table report_rounds (
  site_id text collate "C" not null,
  round_id text collate "C" not null,
  position bigint not null,
  version integer not null,
  round_code text,
  title text not null,
  pickup_from text,
  pickup_until text,
  opened_at_ms bigint,
  cut_off_at_ms bigint,
  released_at_ms bigint,
  closed_at_ms bigint,
  orders bigint not null,
  households bigint not null,
  ordered_pieces bigint not null,
  received_pieces bigint not null,
  allocated_pieces bigint not null,
  packed_pieces bigint not null,
  filled_pieces bigint not null,
  handed_over_pieces bigint not null,
  written_off_pieces bigint not null,
  charged_fen bigint not null,
  refunded_fen bigint not null,
  paid_fen bigint not null,
  waived_fen bigint not null,
  due_fen bigint not null,
  owed_back_fen bigint not null,
  bags bigint not null,
  waiting_bags bigint not null,
  contested_bags bigint not null,
  open_discrepancies bigint not null,
  primary key (site_id, round_id)
) partition by hash (site_id);

create table report_products (
  site_id text collate "C" not null,
  round_id text collate "C" not null,
  product_id text collate "C" not null,
  position bigint not null,
  name text not null,
  spec text not null,
  supplier_name text,
  ordered_pieces bigint not null,
  allocated_pieces bigint not null,
  good_pieces bigint not null,
  damaged_pieces bigint not null,
  other_pieces bigint not null,
  short_pieces bigint not null,
  over_pieces bigint not null,
  packed_pieces bigint not null,
  handed_over_pieces bigint not null,
  written_off_pieces bigint not null,
  written_off_grams bigint not null,
  returned_pieces bigint not null,
  on_hand_pieces bigint not null,
  on_hand_grams bigint not null,
  primary key (site_id, round_id, product_id)
) partition by hash (site_id);

create table report_discrepancies (
  site_id text collate "C" not null,
  round_id text collate "C" not null,
  discrepancy_id text collate "C" not null,
  position bigint not null,
  kind text not null,
  stage text not null,
  responsible text not null,
  product_id text,
  household_id text,
  bag_id text,
  delivery_id text,
  pieces bigint,
  grams bigint,
  since_ms bigint not null,
  primary key (site_id, round_id, discrepancy_id)
) partition by hash (site_id);

create table report_bags (
  site_id text collate "C" not null,
  round_id text collate "C" not null,
  bag_id text collate "C" not null,
  position bigint not null,
  household_id text not null,
  slot bigint not null,
  zone text not null,
  bag_no bigint not null,
  status text not null,
  handovers bigint not null,
  handed_over_at_ms bigint,
  primary key (site_id, round_id, bag_id)
) partition by hash (site_id);

do $$
declare
  one text;
begin
  foreach one in array array['report_rounds', 'report_products', 'report_discrepancies', 'report_bags'] loop
    for i in 0..15 loop
      execute format('create table %I partition of %I for values with (modulus 16, remainder %s)', one || '_' || i, one, i);
    end loop;
  end loop;
  foreach one in array array['report_marks', 'report_rounds', 'report_products', 'report_discrepancies', 'report_bags'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format(
      'create policy of_the_feed on %I using (site_id = current_setting(''app.feed'', true)) with check (site_id = current_setting(''app.feed'', true))',
      one);
    execute format('grant select, insert, update, delete on %I to tuandian_feed', one);
  end loop;
end $$;
