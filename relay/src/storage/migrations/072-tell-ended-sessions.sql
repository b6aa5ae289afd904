-- Relays that share the database hear at once that sessions ended, devices were revoked or rights changed: with the
-- commit, so whatever becomes of the relay that did it.
create function tell_ended_sessions() returns trigger language plpgsql as $$
begin
  notify evertill_sessions;
  return null;
end
$$;
create trigger sessions_ended after delete on sessions
  for each statement execute function tell_ended_sessions();
create trigger users_changed after update of role, stores, revoked_at on users
  for each statement execute function tell_ended_sessions();
create trigger devices_revoked after update of revoked_at on devices
  for each statement execute function tell_ended_sessions();
