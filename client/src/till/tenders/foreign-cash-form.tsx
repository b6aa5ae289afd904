import {
  type CurrencyCode,
  dueWith,
  handedFor,
  minorUnits,
  rateMillionths,
  suggestNotes,
  tenderRulesOf,
  worthOf,
} from '@evertill/crdt-model'
import { createMemo, createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { formatExchangeRate, formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Chip } from '../../ui/chip.tsx'
import { useTill } from '../till-context.tsx'
import { createTypedAmount } from './typed-amount.ts'
import type { WayFormProps } from './way-form.tsx'

/** Cash of another currency: its rate, what is due in it, and what the notes that are handed over count for. */
export function ForeignCashForm(props: WayFormProps): JSX.Element {
  const till = useTill()
  const rates = createMemo(() => [...(tenderRulesOf(till.store()).rates ?? [])])
  const [chosen, setChosen] = createSignal<CurrencyCode | null>(null)
  const current = createMemo(() => rates().find(([code]) => code === chosen()) ?? rates()[0])
  return (
    <section class="till-way-form" aria-label={t('till.tender.foreign-cash')}>
      <Show when={rates().length > 1}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a row in every browser */}
        <div class="till-way-form__chips" role="group" aria-label={t('tenders.foreign.currency')}>
          <For each={rates()}>
            {([code]) => (
              <Chip size="till" selected={current()?.[0] === code} onSelect={() => setChosen(code)}>
                {code}
              </Chip>
            )}
          </For>
        </div>
      </Show>
      <Show when={current()} keyed>
        {([currency]) => <OfCurrency {...props} currency={currency} />}
      </Show>
    </section>
  )
}

function OfCurrency(props: WayFormProps & { readonly currency: CurrencyCode }): JSX.Element {
  const till = useTill()
  // The tender names the rate that holds when it is taken, not when the form was opened.
  const rate = () => tenderRulesOf(till.store()).rates?.get(props.currency) ?? { foreign: 1, own: 1 }
  const due = () => dueWith(props.sale, 'foreign-cash')
  const asked = createMemo(() => handedFor(due(), rate()))
  const handed = createTypedAmount(() => 0)
  const foreign = (minor: number) => formatMoney(minor, props.currency)
  const own = (minor: number) => formatMoney(minor, till.currency())
  const worth = () => worthOf(handed.value(), rate())
  const step = () => rate().step ?? 1
  const suggested = createMemo(() =>
    [...new Set([asked(), ...suggestNotes(asked(), props.currency)])].filter(amount => amount % step() === 0),
  )
  const take = async (amount: number) => {
    const { foreign: parts, own: ownParts } = rate()
    const taken = await till.sales.take({
      kind: 'foreign-cash',
      amount: worthOf(amount, rate()),
      currency: props.currency,
      handed: amount,
      rate: { foreign: parts, own: ownParts },
    })
    if (taken) props.onLeave()
  }
  onMount(() =>
    props.onEntry({
      label: () => t('tenders.foreign.received', { currency: props.currency }),
      shown: () => foreign(handed.value()),
      press: handed.press,
      clear: handed.clear,
      action: () => t('tenders.foreign.take', { amount: foreign(handed.value()) }),
      unavailable() {
        if (handed.value() === 0) return t('tenders.amountMissing')
        return handed.value() % step() === 0 ? false : t('tenders.foreign.notes', { step: foreign(step()) })
      },
      confirm: () => void take(handed.value()),
    }),
  )
  return (
    <>
      <dl class="till-way-form__facts">
        <div>
          <dt>{t('tenders.foreign.due')}</dt>
          <dd class="tabular">{foreign(asked())}</dd>
        </div>
        <div>
          <dt>{t('tenders.foreign.rateName')}</dt>
          <dd class="tabular">
            {t('tenders.foreign.rate', {
              one: foreign(10 ** minorUnits(props.currency)),
              worth: `${formatExchangeRate(rateMillionths(rate(), props.currency, till.currency()))} ${till.currency()}`,
            })}
          </dd>
        </div>
      </dl>
      <Show when={handed.value() > 0}>
        <p role="status" class="till-way-form__outcome tabular">
          {worth() > due()
            ? t('tenders.foreign.countsChange', { worth: own(worth()), change: own(worth() - due()) })
            : t('tenders.foreign.counts', { worth: own(worth()) })}
        </p>
      </Show>
      <h2 class="till-pay__label">{t('tenders.foreign.suggested')}</h2>
      <div class="till-pay__notes">
        <For each={suggested()}>
          {amount => (
            <button
              type="button"
              class="till-note tabular"
              data-foreign-note={amount}
              disabled={props.saving}
              onClick={() => void take(amount)}
            >
              {foreign(amount)}
              <span class="till-note__word">{own(worthOf(amount, rate()))}</span>
            </button>
          )}
        </For>
      </div>
    </>
  )
}
