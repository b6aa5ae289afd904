import { dueWith, type PayingSale, suggestNotes } from '@evertill/crdt-model'
import { createMemo, For, type JSX, Show } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { useTill } from './till-context.tsx'

export interface CashNotesProps {
  readonly sale: PayingSale
  readonly disabled: boolean
  readonly onTake: (amount: number) => void
}

/** What the customer probably hands over: one tap takes it. */
export function CashNotes(props: CashNotesProps): JSX.Element {
  const till = useTill()
  const notes = createMemo(() => suggestNotes(dueWith(props.sale, 'cash'), till.currency()))
  return (
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
                disabled={props.disabled}
                onClick={() => props.onTake(amount)}
              >
                <Show when={index() === 0}>
                  <span class="till-note__word">{t('till.pay.exact')}</span>
                </Show>
                {formatMoney(amount, till.currency())}
              </button>
            )}
          </For>
        </div>
      </section>
    </Show>
  )
}
