-- What customers buy on account is an account too: what is on it is the room under their limit, which stands in their
-- record. `charge` and `uncharge` come from entries that touched no till's share.
alter table account_moves drop constraint account_moves_kind_check;
alter table account_moves add constraint account_moves_kind_check
  check (kind in ('put', 'take', 'back', 'charge', 'uncharge'));

-- What was bought on account before this counts against the limit. Whose it was says the sale, or the sale that came
-- back; what neither says is there after `rebuild`, as any row.
insert into account_moves (organisation, till, epoch, number, position, store, day, at, operator, account, currency,
  kind, amount)
select t.organisation, t.till, t.epoch, t.number,
  coalesce(behind.moves, 0)
    + row_number() over (partition by t.organisation, t.till, t.epoch, t.number order by t.part, t.position) - 1,
  t.store, t.day, s.at, s.operator, 'ha_' || coalesce(s.customer, o.customer), t.currency,
  case when t.amount > 0 then 'charge' else 'uncharge' end, abs(t.amount)
from sale_tenders t
join sales s on s.organisation = t.organisation and s.till = t.till and s.epoch = t.epoch and s.number = t.number
  and s.part = t.part
left join sales o on o.organisation = t.organisation and o.till = s.of_till and o.epoch = s.of_epoch
  and o.number = s.of_number and o.kind = 'sale'
left join (select organisation, till, epoch, number, count(*) as moves from account_moves
  group by organisation, till, epoch, number) behind
  on behind.organisation = t.organisation and behind.till = t.till and behind.epoch = t.epoch
  and behind.number = t.number
where t.kind = 'on-account' and t.amount <> 0 and length(coalesce(s.customer, o.customer)) <= 29;
