import {
  type NewSaleLine,
  ONE_PIECE,
  type OpenSale,
  openSale,
  type ProductId,
  type PromotionId,
  type PromotionRecord,
  parseBusinessDay,
  presentCoupon,
  priceForSale,
  priceSale,
  type StoreId,
  savedIn,
} from '@evertill/crdt-model'
import Minus from 'lucide-solid/icons/minus'
import Plus from 'lucide-solid/icons/plus'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { formatMoney, formatQuantity } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { momentAt, pricingContextOf } from '../../local/pricing-context.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { discountName } from '../../till/discount-words.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { type OfficeCatalog, useOffice } from '../office-context.tsx'
import { clockText, readClock } from './condition-fields.tsx'
import { ProductPicker } from './product-picker.tsx'

interface TriedLine {
  readonly product: ProductId
  /** Pieces. */
  readonly count: number
}

/** What a till would charge for some products at some moment, by the one function that tills price with. */
export function TryIt(props: {
  readonly catalog: OfficeCatalog
  readonly id: PromotionId
  /** As it stands in the editor, saved or not. */
  readonly record: PromotionRecord
}): JSX.Element {
  const office = useOffice()
  const [lines, setLines] = createSignal<readonly TriedLine[]>([])
  const [store, setStore] = createSignal<StoreId>()
  const [isAlone, setAlone] = createSignal(false)
  const stores = () => (office.stores() ?? []).filter(each => each.catalog === props.catalog.id)
  const chosenStore = () => stores().find(each => each.id === store()) ?? stores()[0]
  const [moment, setMoment] = createSignal(momentAt(Date.now(), chosenStore()?.timeZone))
  const rows = createLiveQuery(async () => {
    const { promotions, priceLists, organisation } = office.database
    const [all, lists, organisations] = await Promise.all([
      promotions.toArray(),
      priceLists.toArray(),
      organisation.toArray(),
    ])
    return { all, lists, organisations }
  })
  const context = createMemo(() => {
    const [found, row] = [rows(), chosenStore()]
    if (found === undefined || row === undefined) return undefined
    const own = { ...props.record, archived: false, id: props.id, catalog: props.catalog.id }
    const others = isAlone() ? [] : found.all.filter(each => each.id !== props.id)
    const pricing = pricingContextOf({
      store: row,
      taxClasses: [...(office.taxClasses() ?? [])],
      organisations: found.organisations,
      promotions: [own, ...others],
      priceLists: found.lists,
    })
    return { ...pricing, moment: moment() }
  })
  const sale = createMemo<OpenSale | undefined>(() => {
    const around = context()
    if (around === undefined) return undefined
    const empty = openSale('trial', around.currency)
    const rung = lines().flatMap(({ product, count }, index) => {
      const row = office.products().row(product)
      if (row === undefined) return []
      const price = priceForSale(row, empty, around) ?? 0
      const line: NewSaleLine = {
        product,
        name: row.name,
        department: row.department,
        quantity: count * ONE_PIECE,
        unitPrice: price,
        listPrice: price,
        taxClass: row.taxClass,
        minimumAge: 0,
      }
      return [{ ...line, id: String(index + 1) }]
    })
    const { coupon } = props.record.conditions ?? {}
    const whole = { ...empty, lines: rung }
    return coupon === undefined ? whole : presentCoupon(whole, coupon)
  })
  const totals = createMemo(() => {
    const [trial, around] = [sale(), context()]
    return trial && around && priceSale(trial, around)
  })
  const count = (product: ProductId, by: number) =>
    setLines(all =>
      all.flatMap(line => {
        const next = line.product === product ? line.count + by : line.count
        return next > 0 ? [{ ...line, count: next }] : []
      }),
    )
  const money = (minor: number) => formatMoney(minor, props.catalog.currency)
  return (
    <section class="offer-section offer-try" aria-labelledby="try-it">
      <h3 id="try-it">{t('promotions.tryIt.title')}</h3>
      <p class="office-muted">{t('promotions.tryIt.intro')}</p>
      <ProductPicker
        catalog={props.catalog.id}
        about={product => (product.price === null ? t('promotions.lists.openPrice') : money(product.price))}
        chosen={() => false}
        onChoose={({ id }) =>
          setLines(all =>
            all.some(line => line.product === id)
              ? all.map(line => (line.product === id ? { ...line, count: line.count + 1 } : line))
              : [...all, { product: id, count: 1 }],
          )
        }
      />
      <div class="offer-pair">
        <TextField
          label={t('promotions.tryIt.day')}
          type="date"
          value={moment().day}
          onValue={text => {
            const day = parseBusinessDay(text)
            if (day !== undefined) setMoment(now => ({ ...now, day }))
          }}
        />
        <TextField
          label={t('promotions.tryIt.time')}
          type="time"
          value={clockText(moment().minute)}
          onValue={text => {
            const minute = readClock(text)
            if (minute !== undefined) setMoment(now => ({ ...now, minute }))
          }}
        />
      </div>
      <Show when={stores().length > 1 && chosenStore()}>
        {row => (
          <ChoiceField
            label={t('promotions.tryIt.store')}
            options={stores().map(each => ({ value: each.id, label: each.name }))}
            value={row().id}
            onValue={setStore}
          />
        )}
      </Show>
      <Switch label={t('promotions.tryIt.alone')} checked={isAlone()} onChecked={setAlone} />
      <Show
        when={lines().length > 0 && totals()}
        fallback={<p class="office-muted">{t('promotions.tryIt.empty')}</p>}
      >
        {priced => (
          <div class="offer-try__paper" data-try-it>
            <ul>
              <For each={lines()}>
                {(line, index) => {
                  const rung = () => sale()?.lines[index()]
                  const cost = () => priced().lines[index()]
                  const name = () => rung()?.name ?? ''
                  return (
                    <li class="offer-try__line">
                      <span class="offer-try__stepper">
                        <Button iconOnly icon={Minus} onClick={() => count(line.product, -1)}>
                          {t('promotions.tryIt.less', { name: name() })}
                        </Button>
                        <span class="tabular">{formatQuantity(line.count * ONE_PIECE)}</span>
                        <Button iconOnly icon={Plus} onClick={() => count(line.product, 1)}>
                          {t('promotions.tryIt.more', { name: name() })}
                        </Button>
                      </span>
                      <span class="offer-try__name">
                        {name()}
                        <For each={cost()?.discounts}>
                          {discount => (
                            <span class="offer-try__off tabular">
                              {`${discountName(discount.source, context()?.promotions ?? [])} ${money(-discount.amount)}`}
                            </span>
                          )}
                        </For>
                      </span>
                      <span class="tabular">{money(cost()?.amount ?? 0)}</span>
                    </li>
                  )
                }}
              </For>
            </ul>
            <Show when={savedIn(priced()) === 0}>
              <p class="office-muted">{t('promotions.tryIt.nothing')}</p>
            </Show>
            <dl class="offer-try__sums tabular">
              <Show when={savedIn(priced()) > 0}>
                <div>
                  <dt>{t('promotions.tryIt.saved')}</dt>
                  <dd>{money(savedIn(priced()))}</dd>
                </div>
              </Show>
              <div class="offer-try__total">
                <dt>{t('promotions.tryIt.total')}</dt>
                <dd>{money(priced().total)}</dd>
              </div>
            </dl>
          </div>
        )}
      </Show>
    </section>
  )
}
