import { dueWith, remainingDue, suggestNotes } from '@evertill/crdt-model'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Keypad, type KeypadKey } from '../ui/keypad.tsx'
import { Money } from '../ui/money.tsx'
import { takeDigits } from './digit-taker.ts'
import { enteredValue, pressKey } from './digits.ts'
import { blurSearch } from './search-field.tsx'
import './pay.css'
import { PaySummary } from './pay-summary.tsx'
import { PaymentProblemNotice } from './payment-problem.tsx'
import type { SaleStep } from './sale-store.ts'
import { SearchOr } from './search-or.tsx'
import { TenderList } from './tender-list.tsx'
import { useTill } from './till-context.tsx'

type Paying = Extract<SaleStep, { kind: 'paying' }>

/** Taking money: what is due, what the customer probably gives, the keypad, and what is still to pay. */
export function PayScreen(props: { readonly paying: Paying }): JSX.Element {
  const till = useTill()
  const [digits, setDigits] = createSignal('')
  const due = createMemo(() => remainingDue(props.paying.sale))
  const notes = createMemo(() => suggestNotes(dueWith(props.paying.sale, 'cash'), till.currency()))
  const inWords = (minor: number) => formatMoney(minor, till.currency())
  const press = (key: KeypadKey) => setDigits(now => pressKey(now, key))
  const take = (amount: number) => {
    setDigits('')
    void till.sales.takeCash(amount)
  }
  const confirm = () => {
    if (due() === 0) void till.sales.finish()
    else if (enteredValue(digits()) > 0) take(enteredValue(digits()))
  }
  onMount(() => {
    // A search that is still open would hide the payment, and its field would take the digits of the amount.
    till.search.clear()
    blurSearch()
  })
  onMount(() =>
    onCleanup(
      takeDigits({ press, clear: () => setDigits(''), enter: confirm, escape: till.sales.backToSale }),
    ),
  )

  return (
    <section class="till-pay" aria-label={t('till.pay.title')}>
      <SearchOr class="till-pay__left">
        <Button size="till" variant="quiet" icon={ArrowLeft} onClick={() => till.sales.backToSale()}>
          {t('till.pay.back')}
        </Button>
        <div class="till-pay__due">
          <h2>{t(props.paying.sale.tenders.length === 0 ? 'till.pay.due' : 'till.pay.remaining')}</h2>
          <Money class="till-pay__amount" minor={due()} currency={till.currency()} />
        </div>
        <PaymentProblemNotice problem={props.paying.problem} />
        <Show when={notes().length > 0}>
          <section aria-label={t('till.pay.suggested')}>
            <h2 class="till-pay__label">{t('till.pay.suggested')}</h2>
            <div class="till-pay__notes">
              <For each={notes()}>
                {(amount, index) => (
                  <button
                    type="button"
                    class="till-note tabular"
                    data-note={amount}
                    disabled={props.paying.saving}
                    onClick={() => take(amount)}
                  >
                    <Show when={index() === 0}>
                      <span class="till-note__word">{t('till.pay.exact')}</span>
                    </Show>
                    {inWords(amount)}
                  </button>
                )}
              </For>
            </div>
          </section>
        </Show>
        <TenderList
          tenders={props.paying.sale.tenders}
          total={props.paying.sale.totals.total}
          disabled={props.paying.saving}
        />
        <PaySummary sale={props.paying.sale} />
      </SearchOr>
      <div class="till-pay__right">
        <p class="till-pay__entered">
          <span>{t('till.pay.entered')}</span>
          <output class="tabular">{inWords(enteredValue(digits()))}</output>
        </p>
        <Keypad corner="00" onKey={press} />
        <Button
          class="till-pay__take"
          variant="primary"
          size="large"
          wide
          busy={props.paying.saving}
          unavailable={due() > 0 && enteredValue(digits()) === 0 ? t('till.pay.takeNothing') : false}
          onClick={confirm}
        >
          {props.paying.saving
            ? t('till.pay.saving')
            : due() === 0
              ? t('till.pay.finish')
              : enteredValue(digits()) === 0
                ? t('till.pay.takeNothing')
                : t('till.pay.take', { amount: inWords(enteredValue(digits())) })}
        </Button>
      </div>
    </section>
  )
}
