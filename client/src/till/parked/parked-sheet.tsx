import { type CustomerId, type PersonId, priceSale, type TillId } from '@evertill/crdt-model'
import CirclePause from 'lucide-solid/icons/circle-pause'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { createMemo, For, type JSX, Show } from 'solid-js'
import { formatDate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { momentAt } from '../../local/pricing-context.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Badge } from '../../ui/badge.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { Money } from '../../ui/money.tsx'
import { countItems } from '../count-items.ts'
import { useTill } from '../till-context.tsx'
import './parked-sheet.css'
import type { WaitingSale } from './waiting-sales.ts'

/** Everything that waits in the store: whose it is, where it was parked and by whom, and what it comes to. */
export function ParkedSheet(): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const names = createNames(till.parked.waiting)
  const close = () => till.parked.setSheet(null)
  const online = createMemo(() => replica.status().online)
  const recall = async (sale: WaitingSale) => {
    if (await till.parked.recall(sale)) close()
  }
  return (
    <Sheet open onClose={close} title={t('parked.title')}>
      <div class="parked">
        <Show when={!online()}>
          <p class="parked__offline">
            <Icon of={WifiOff} />
            {t('parked.offline')}
          </p>
        </Show>
        <Show
          when={till.parked.waiting().length > 0}
          fallback={
            <EmptyState icon={CirclePause} title={t('parked.empty')}>
              {t('parked.emptyHint')}
            </EmptyState>
          }
        >
          <ul class="parked__list">
            <For each={till.parked.waiting()}>
              {each => (
                <ParkedRow
                  waiting={each}
                  names={names()}
                  busy={till.parked.taking() === each.key}
                  onRecall={() => void recall(each)}
                />
              )}
            </For>
          </ul>
        </Show>
      </div>
    </Sheet>
  )
}

function ParkedRow(props: {
  readonly waiting: WaitingSale
  readonly names: Names
  readonly busy: boolean
  readonly onRecall: () => void
}): JSX.Element {
  const till = useTill()
  const items = () => t('till.cart.items', { count: countItems(props.waiting.sale.lines) })
  const customer = () => {
    const id = props.waiting.sale.customer?.id
    return id && props.names.customers.get(id)
  }
  const heading = () => props.waiting.label || customer() || items()
  const when = () => formatDate(props.waiting.at, 'time', till.store().timeZone)
  const facts = () => {
    const { who, label } = props.waiting
    const by = who && props.names.people.get(who)
    const shown = [label === '' ? undefined : customer(), heading() === items() ? undefined : items()]
    const parked = by ? t('parked.by', { who: by, when: when() }) : t('parked.at', { when: when() })
    return [...shown, parked].filter(each => each !== undefined).join(' · ')
  }
  const total = () =>
    priceSale(props.waiting.sale, { ...till.pricing(), moment: momentAt(Date.now(), till.store().timeZone) })
      .total
  return (
    <li>
      <button
        type="button"
        class="parked__row"
        data-parking={props.waiting.parking ?? ''}
        aria-busy={props.busy}
        onClick={() => props.onRecall()}
      >
        <span class="parked__what">
          <strong>{heading()}</strong>
          <span class="parked__goods">{props.waiting.sale.lines.map(line => line.name).join(', ')}</span>
          <span class="parked__facts">{facts()}</span>
        </span>
        <span class="parked__side">
          <Money class="parked__total" minor={total()} currency={props.waiting.sale.currency} />
          <Where waiting={props.waiting} names={props.names} />
        </span>
      </button>
    </li>
  )
}

function Where(props: { readonly waiting: WaitingSale; readonly names: Names }): JSX.Element {
  const till = useTill()
  const other = () => {
    const id = props.waiting.till
    return id === null || id === till.workplace.till ? undefined : (props.names.tills.get(id) ?? id)
  }
  return (
    <Show
      when={other()}
      fallback={<Badge>{t(props.waiting.parking === null ? 'parked.onlyHere' : 'parked.here')}</Badge>}
    >
      {name => <Badge tone="accent">{name()}</Badge>}
    </Show>
  )
}

interface Names {
  readonly people: ReadonlyMap<PersonId, string>
  readonly tills: ReadonlyMap<TillId, string>
  readonly customers: ReadonlyMap<CustomerId, string>
}

function createNames(waiting: () => readonly WaitingSale[]): () => Names {
  const database = useLocalDatabase()
  const found = createLiveQuery(async () => {
    const buyers = waiting().flatMap(({ sale }) => sale.customer?.id ?? [])
    const [people, tills, customers] = await Promise.all([
      database.people.toArray(),
      database.tills.toArray(),
      database.customers.bulkGet(buyers),
    ])
    return { people, tills, customers: customers.filter(row => row !== undefined) }
  })
  return createMemo(() => {
    const { people = [], tills = [], customers = [] } = found() ?? {}
    return {
      people: new Map(people.map(row => [row.id, row.name])),
      tills: new Map(tills.map(row => [row.id, row.name])),
      customers: new Map(customers.map(row => [row.id, row.name])),
    }
  })
}
