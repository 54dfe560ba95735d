-- From PostgreSQL 16 on, whoever made a role may grant it to others and not act in it. That is granted apart.
do $$
begin
  if current_setting('server_version_num')::int >= 160000 then
    if not pg_has_role(current_user, 'tuandian_feed', 'set') then
      execute format('grant tuandian_feed to %I', current_user);
    end if;
  end if;
end $$;
