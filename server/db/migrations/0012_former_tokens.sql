-- What devices were let in with before: a request to be let in that comes late must not bring an old token back.
create table former_tokens (
  token_hash text primary key
);
