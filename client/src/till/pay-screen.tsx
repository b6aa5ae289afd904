import { remainingDue } from '@evertill/crdt-model'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { createMemo, createSignal, type JSX, lazy, onCleanup, onMount, Show, Suspense } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'
import { loadTexts, t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Money } from '../ui/money.tsx'
import { CashNotes } from './cash-notes.tsx'
import { createCashEntry } from './create-cash-entry.ts'
import { takeDigits } from './digit-taker.ts'
import { enteredValue } from './digits.ts'
import './pay.css'
import type { PayEntry } from './pay-entry.ts'
import { PayButton, PayKeys } from './pay-keypad.tsx'
import { PaySummary } from './pay-summary.tsx'
import { type PayWay, tenderWays, wayOfLetter } from './pay-ways.ts'
import { PaymentProblemNotice } from './payment-problem.tsx'
import { SaleExchange } from './sale-exchange.tsx'
import type { SaleStep } from './sale-store.ts'
import { SearchOr } from './search-or.tsx'
import { ShiftNotice } from './shift-notice.tsx'
import { TenderList } from './tender-list.tsx'
import { TenderWays } from './tender-ways.tsx'
import { useTill } from './till-context.tsx'
import { TipRow } from './tip-row.tsx'

type Paying = Extract<SaleStep, { kind: 'paying' }>

/** Loaded behind the payment: cash needs nothing of it. */
const WayForm = lazy(async () => {
  const [part] = await Promise.all([
    import('./tenders/way-form.tsx'),
    loadTexts('tenders'),
    loadTexts('credit'),
  ])
  return { default: part.WayForm }
})

/** Taking money: what is due, the ways of paying, what the customer probably gives, the keypad, and what is left to pay. */
export function PayScreen(props: { readonly paying: Paying }): JSX.Element {
  const till = useTill()
  const [way, setWay] = createSignal<PayWay | null>(null)
  const [formEntry, setFormEntry] = createSignal<PayEntry | null>(null)
  const due = createMemo(() => remainingDue(props.paying.sale))
  let frame: HTMLElement | undefined
  const cash = createCashEntry(till, due)
  const entry = () => formEntry() ?? cash.entry
  const ways = createMemo(() => tenderWays(till.store(), props.paying.sale))
  const hasTips = () => (till.store().tipMillionths ?? []).length > 0
  const choose = (next: PayWay | null) => {
    setFormEntry(null)
    setWay(next)
  }
  const letter = (typed: string) => {
    const chosen = wayOfLetter(typed, hasTips() ? [...ways(), 'tip'] : ways())
    if (chosen !== undefined) choose(chosen)
    return chosen !== undefined
  }
  const confirm = () => {
    if (props.paying.saving || entry().unavailable() !== false) return
    // What was taken already may be enough: a tip was taken away, prices fell.
    if (due() === 0 && way() !== 'tip') void till.sales.finish()
    else entry().confirm()
  }
  onMount(() => {
    // A search that is still open would hide the payment. Its field would take the digits of the amount, and a button
    // on which the focus was left would take Enter.
    till.search.clear()
    frame?.focus({ preventScroll: true })
    void WayForm.preload()
  })
  onMount(() =>
    onCleanup(
      takeDigits({
        press: key => entry().press(key),
        clear: () => entry().clear(),
        enter: confirm,
        escape: () => (way() === null ? till.sales.backToSale() : choose(null)),
        letter,
        scan: code => entry().scan?.(code) ?? false,
      }),
    ),
  )

  return (
    <section class="till-pay till-pay--open" aria-label={t('till.pay.title')} tabindex={-1} ref={frame}>
      <div class="till-pay__due">
        <h2>{t(props.paying.sale.tenders.length === 0 ? 'till.pay.due' : 'till.pay.remaining')}</h2>
        <Money class="till-pay__amount" minor={due()} currency={till.currency()} />
        <Show when={props.paying.sale.tip}>
          {tip => (
            <p class="till-pay__tip">
              {t('till.pay.withTip', { amount: formatMoney(tip(), till.currency()) })}
            </p>
          )}
        </Show>
      </div>
      <div class="till-pay__work">
        <Button
          class="till-pay__back"
          size="till"
          variant="quiet"
          icon={ArrowLeft}
          onClick={() => till.sales.backToSale()}
        >
          {t('till.pay.back')}
        </Button>
        <SearchOr class="till-pay__left">
          <ShiftNotice />
          <PaymentProblemNotice problem={props.paying.problem} />
          <TenderWays ways={ways()} chosen={chosenTender(way())} onChoose={choose} />
          <Show
            when={way()}
            keyed
            fallback={
              <CashNotes
                sale={props.paying.sale}
                disabled={props.paying.saving}
                onTake={amount => cash.take(amount)}
              />
            }
          >
            {chosen => (
              <Suspense>
                <WayForm
                  way={chosen}
                  sale={props.paying.sale}
                  saving={props.paying.saving}
                  typed={enteredValue(cash.digits())}
                  onEntry={setFormEntry}
                  onConfirm={confirm}
                  onLeave={() => {
                    cash.entry.clear()
                    choose(null)
                  }}
                />
              </Suspense>
            )}
          </Show>
          <Show when={chosenTender(way()) === null}>
            <TipRow sale={props.paying.sale} onOther={() => choose('tip')} />
          </Show>
          <TenderList sale={props.paying.sale} disabled={props.paying.saving} />
          <SaleExchange />
          <PaySummary sale={props.paying.sale} />
        </SearchOr>
        <PayKeys entry={entry()} />
      </div>
      <PayButton
        entry={entry()}
        saving={props.paying.saving}
        isPaid={due() === 0 && way() !== 'tip'}
        onConfirm={confirm}
      />
    </section>
  )
}

function chosenTender(way: PayWay | null) {
  return way === 'tip' ? null : way
}
