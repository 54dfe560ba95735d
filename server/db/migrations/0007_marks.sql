-- Seals what the centre says of a position: a desk that shows it later proves what stood there. A new one with every epoch.
alter table centre add column mark_key text not null
  default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
