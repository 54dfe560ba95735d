-- Version of the household's last erasure, where it was entered again after one; null or 0 where there was none.
alter table identities add column after_erasure bigint;
