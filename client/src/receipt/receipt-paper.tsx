import { ONE_PIECE, type TenderKind } from '@evertill/crdt-model'
import { For, type JSX, Show } from 'solid-js'
import { formatDate, formatMoney, formatQuantity, formatRate } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { Receipt } from '../local/receipt.ts'
import './receipt.css'

/** What of a receipt stands on the paper: of tenders their kind and amount. */
export type PaperReceipt = Omit<Receipt, 'tenders'> & {
  readonly tenders: readonly { readonly kind: TenderKind; readonly amount: number }[]
}

/** The receipt as paper: every line, the taxes, the number, the date at the store, the proof. */
export function ReceiptPaper(props: {
  readonly receipt: PaperReceipt
  /** IANA: the time on it is the store's. */
  readonly timeZone: string
}): JSX.Element {
  const money = (minor: number) => formatMoney(minor, props.receipt.currency)
  return (
    <article
      class="till-receipt"
      aria-label={t('till.receipt.label', { number: props.receipt.number })}
      data-receipt={props.receipt.number}
    >
      <header class="till-receipt__head">
        <strong>{props.receipt.store.name}</strong>
        <For each={props.receipt.store.address}>{line => <span>{line}</span>}</For>
      </header>
      <ul class="till-receipt__lines">
        <For each={props.receipt.lines}>
          {line => (
            <li>
              <span>
                {line.name}
                <Show when={line.quantity !== ONE_PIECE || line.unitPrice !== line.listPrice}>
                  <span class="till-receipt__detail">
                    {t('till.receipt.quantityTimes', {
                      quantity: formatQuantity(line.quantity),
                      price: money(line.unitPrice),
                    })}
                    <Show when={line.unitPrice !== line.listPrice}>
                      {' · '}
                      {t('till.receipt.wasPrice', { price: money(line.listPrice) })}
                    </Show>
                  </span>
                </Show>
              </span>
              <span>{money(line.amount)}</span>
            </li>
          )}
        </For>
      </ul>
      <Sums receipt={props.receipt} money={money} />
      <footer class="till-receipt__foot">
        <Fact name={t('till.receipt.number')} value={props.receipt.number} />
        <Fact
          name={t('till.receipt.date')}
          value={formatDate(props.receipt.at, 'date-time', props.timeZone)}
        />
        <Fact name={t('till.receipt.till')} value={props.receipt.till} />
        <Fact name={t('till.receipt.served')} value={props.receipt.operator} />
        <Fact name={t('till.receipt.proof')} value={props.receipt.proof} code />
        <Show when={props.receipt.store.footer !== ''}>
          <p class="till-receipt__words">{props.receipt.store.footer}</p>
        </Show>
      </footer>
    </article>
  )
}

function Sums(props: {
  readonly receipt: PaperReceipt
  readonly money: (minor: number) => string
}): JSX.Element {
  return (
    <div class="till-receipt__sums">
      <Show when={props.receipt.taxAdded > 0}>
        <Fact name={t('till.receipt.subtotal')} value={props.money(props.receipt.subtotal)} />
      </Show>
      <For each={props.receipt.taxes.filter(tax => !tax.included)}>
        {tax => (
          <Fact
            name={t('till.receipt.tax', { name: tax.name, rate: formatRate(tax.rateMillionths) })}
            value={props.money(tax.tax)}
          />
        )}
      </For>
      <p class="till-receipt__total">
        <span>{t('till.receipt.total')}</span>
        <span>{props.money(props.receipt.total)}</span>
      </p>
      <For each={props.receipt.taxes.filter(tax => tax.included)}>
        {tax => (
          <Fact
            name={`${t('till.receipt.includes', { name: tax.name, rate: formatRate(tax.rateMillionths) })} ${t('till.receipt.on', { net: props.money(tax.net) })}`}
            value={props.money(tax.tax)}
          />
        )}
      </For>
      <Show when={props.receipt.rounding}>
        {rounding => <Fact name={t('till.receipt.rounding')} value={props.money(rounding())} />}
      </Show>
      <For each={props.receipt.tenders}>
        {tender => <Fact name={t(`till.tender.${tender.kind}`)} value={props.money(tender.amount)} />}
      </For>
      <Show when={props.receipt.change > 0}>
        <Fact name={t('till.receipt.change')} value={props.money(props.receipt.change)} />
      </Show>
    </div>
  )
}

function Fact(props: {
  readonly name: string
  readonly value: string
  readonly code?: boolean
}): JSX.Element {
  return (
    <p class="till-receipt__fact">
      <span>{props.name}</span>
      <span class={props.code === true ? 'till-receipt__code' : ''}>{props.value}</span>
    </p>
  )
}
