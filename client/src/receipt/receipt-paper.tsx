import type { CurrencyCode } from '@evertill/crdt-model'
import { For, type JSX, lazy, Show, Suspense } from 'solid-js'
import { formatDate, formatMoney, formatRate } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { Receipt, ReceiptLine } from '../local/receipt.ts'
import { accountFacts } from './account-words.ts'
import { exemptionWords } from './exemption-words.ts'
import { lineDetails } from './line-details.ts'
import {
  type PaperPurpose,
  paidBackWords,
  paidOutOf,
  purposeFacts,
  purposeTitle,
  tenderNameOn,
  totalWords,
} from './purpose-words.ts'
import './receipt.css'
import { savedOn } from './receipt-discounts.ts'
import { type KnownTender, tenderDetails } from './tender-words.ts'

/** Loaded behind the receipt: what is read first needs no code. */
const QrCode = lazy(async () => ({ default: (await import('../ui/qr-code.tsx')).QrCode }))

/** What of a receipt stands on the paper: of tenders at least their kind and amount. */
export type PaperReceipt = Omit<Receipt, 'tenders' | 'purpose'> & {
  readonly tenders: readonly KnownTender[]
  readonly purpose?: PaperPurpose
}

/** The receipt as paper: every line, the taxes, the number, the date at the store, the proof. */
export function ReceiptPaper(props: {
  readonly receipt: PaperReceipt
  /** IANA: the time on it is the store's. */
  readonly timeZone: string
}): JSX.Element {
  const money = (minor: number) => formatMoney(minor, props.receipt.currency)
  const returned = () => {
    const { purpose } = props.receipt
    return purpose?.kind === 'exchange' ? purpose.returned : undefined
  }
  return (
    <article
      class="till-receipt"
      aria-label={t('till.receipt.label', { number: props.receipt.number })}
      data-receipt={props.receipt.number}
    >
      <Show when={props.receipt.training}>
        <p class="till-receipt__training">{t('till.receipt.training')}</p>
      </Show>
      <header class="till-receipt__head">
        <strong>{props.receipt.store.name}</strong>
        <For each={props.receipt.store.address}>{line => <span>{line}</span>}</For>
        <Show when={props.receipt.store.header}>{words => <span>{words()}</span>}</Show>
      </header>
      <Show when={purposeTitle(props.receipt.purpose)}>
        {title => <p class="till-receipt__title">{title()}</p>}
      </Show>
      <ul class="till-receipt__lines">
        <For each={props.receipt.lines}>
          {line => <Line line={line} amount={money(line.amount)} currency={props.receipt.currency} />}
        </For>
        <Show when={returned()}>
          {part => (
            <>
              <li class="till-receipt__part">{t('till.receipt.returned')}</li>
              <For each={part().lines}>
                {line => <Line line={line} amount={money(-line.amount)} currency={props.receipt.currency} />}
              </For>
            </>
          )}
        </Show>
      </ul>
      <Sums receipt={props.receipt} money={money} />
      <footer class="till-receipt__foot">
        <For each={purposeFacts(props.receipt.purpose)}>
          {fact => <Fact name={fact.name} value={fact.value} />}
        </For>
        <Fact name={t('till.receipt.number')} value={props.receipt.number} />
        <Fact
          name={t('till.receipt.date')}
          value={formatDate(props.receipt.at, 'date-time', props.timeZone)}
        />
        <Fact name={t('till.receipt.till')} value={props.receipt.till} />
        <Show when={props.receipt.operator !== ''}>
          <Fact name={t('till.receipt.served')} value={props.receipt.operator} />
        </Show>
        <Show when={props.receipt.proof !== ''}>
          <Fact name={t('till.receipt.proof')} value={props.receipt.proof} code />
        </Show>
        <Show when={props.receipt.store.footer !== ''}>
          <p class="till-receipt__words">{props.receipt.store.footer}</p>
        </Show>
        <Show when={props.receipt.store.legal}>{words => <p class="till-receipt__words">{words()}</p>}</Show>
        <Show when={props.receipt.training !== true}>
          <div class="till-receipt__qr">
            <Suspense>
              <QrCode
                text={props.receipt.number}
                label={t('till.receipt.code', { number: props.receipt.number })}
              />
            </Suspense>
          </div>
        </Show>
      </footer>
    </article>
  )
}

function Line(props: {
  readonly line: ReceiptLine
  readonly amount: string
  readonly currency: CurrencyCode
}): JSX.Element {
  return (
    <li>
      <span>
        {props.line.name}
        <For each={lineDetails(props.line, props.currency)}>
          {detail => <span class="till-receipt__detail">{detail}</span>}
        </For>
      </span>
      <span>{props.amount}</span>
    </li>
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
        <span>{totalWords(props.receipt.purpose)}</span>
        <span>{props.money(props.receipt.total)}</span>
      </p>
      <Show when={savedOn(props.receipt)}>
        {saved => <Fact name={t('till.receipt.saved')} value={props.money(saved())} />}
      </Show>
      <For each={props.receipt.taxes.filter(tax => tax.included)}>
        {tax => (
          <Fact
            name={`${t('till.receipt.includes', { name: tax.name, rate: formatRate(tax.rateMillionths) })} ${t('till.receipt.on', { net: props.money(tax.net) })}`}
            value={props.money(tax.tax)}
          />
        )}
      </For>
      <Show when={props.receipt.tip}>
        {tip => <Fact name={t('till.receipt.tip')} value={props.money(tip())} />}
      </Show>
      <Show when={props.receipt.exempted}>
        {exempted => <Fact name={t('till.receipt.exempted')} value={props.money(exempted())} />}
      </Show>
      <For each={props.receipt.exemptions ?? []}>
        {exemption => <Fact name={t('till.receipt.exempt')} value={exemptionWords(exemption)} />}
      </For>
      <Show when={props.receipt.rounding}>
        {rounding => <Fact name={t('till.receipt.rounding')} value={props.money(rounding())} />}
      </Show>
      <For each={props.receipt.tenders}>
        {tender => (
          <Tender
            name={tenderNameOn(props.receipt.purpose, tender)}
            tender={tender}
            receipt={props.receipt}
            money={props.money}
          />
        )}
      </For>
      <For each={paidOutOf(props.receipt.purpose)}>
        {tender => (
          <Tender name={paidBackWords(tender)} tender={tender} receipt={props.receipt} money={props.money} />
        )}
      </For>
      <Show when={props.receipt.change > 0}>
        <Fact name={t('till.receipt.change')} value={props.money(props.receipt.change)} />
      </Show>
      <For each={accountFacts(props.receipt)}>{fact => <Fact name={fact.name} value={fact.value} />}</For>
    </div>
  )
}

/** A way of paying with its amount, and what is told of it below. */
function Tender(props: {
  readonly name: string
  readonly tender: KnownTender
  readonly receipt: Pick<PaperReceipt, 'currency'>
  readonly money: (minor: number) => string
}): JSX.Element {
  return (
    <>
      <Fact name={props.name} value={props.money(props.tender.amount)} />
      <For each={tenderDetails(props.tender, props.receipt.currency)}>
        {detail => <span class="till-receipt__detail">{detail}</span>}
      </For>
    </>
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
