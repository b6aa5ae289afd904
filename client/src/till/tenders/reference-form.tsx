import { dueWith, holdsCardNumber, type SlipField, type Tender } from '@evertill/crdt-model'
import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { TextField } from '../../ui/text-field.tsx'
import type { pressKey } from '../digits.ts'
import { useTill } from '../till-context.tsx'
import { createSlipEntry } from './create-slip-entry.ts'
import { SlipFields } from './slip-fields.tsx'
import { createTypedAmount } from './typed-amount.ts'
import type { WayFormProps } from './way-form.tsx'

/** The longest number that is journaled. */
const LONGEST_REFERENCE = 40

/** A card on the shop's terminal, or a voucher: what it pays, the number that proves it, and what else the slip says. */
export function ReferenceForm(props: WayFormProps & { readonly kind: 'card' | 'voucher' }): JSX.Element {
  const till = useTill()
  const most = () => dueWith(props.sale, props.kind)
  const amount = createTypedAmount(most, props.typed)
  const [reference, setReference] = createSignal('')
  /** What the keypad types into. */
  const [active, setActive] = createSignal<'figure' | 'reference' | SlipField>('reference')
  const slip = createSlipEntry(field => active() === field)
  const isCardNumber = () => props.kind === 'card' && holdsCardNumber(reference())
  const money = (minor: number) => formatMoney(minor, till.currency())
  const unavailable = () => {
    if (amount.value() === 0) return t('tenders.amountMissing')
    if (amount.value() > most()) return t('tenders.tooMuch', { most: money(most()) })
    if (reference().trim() === '') return t('tenders.referenceMissing')
    if (isCardNumber()) return t('tenders.slip.correct', { field: t('tenders.card.reference') })
    const wrong = slip.wrong()
    return wrong === undefined ? false : t('tenders.slip.correct', { field: t(`tenders.slip.${wrong}`) })
  }
  let field: HTMLElement | undefined
  onMount(() => {
    props.onEntry({
      label: () => t(`tenders.amountOf.${props.kind}`),
      shown: () => money(amount.value()),
      figure: { isActive: () => active() === 'figure', activate: () => setActive('figure') },
      press(key) {
        const field = active()
        if (field === 'figure') amount.press(key)
        else if (field === 'reference') setReference(now => typeInto(now, key))
        else slip.type(field, typeInto(slip.typed(field), key))
      },
      clear() {
        const field = active()
        if (field === 'figure') amount.clear()
        else if (field === 'reference') setReference('')
        else slip.type(field, '')
      },
      action: () =>
        props.kind === 'card'
          ? t('tenders.card.approved', { amount: money(amount.value()) })
          : t('tenders.voucher.take', { amount: money(amount.value()) }),
      unavailable,
      async confirm() {
        if (await till.sales.take(tender())) props.onLeave()
      },
      scan(code) {
        setReference(code.slice(0, LONGEST_REFERENCE))
        return true
      },
    })
    // On touch a keyboard of the system would cover the keypad.
    if (matchMedia('(pointer: fine)').matches) field?.querySelector('input')?.focus()
  })
  const tender = (): Tender => {
    const said = slip.slip()
    const paid = { amount: amount.value(), reference: reference().trim() }
    if (props.kind === 'voucher') return { kind: 'voucher', ...paid }
    return { kind: 'card', ...paid, ...(said ? { slip: said } : {}) }
  }
  const press: JSX.EventHandler<HTMLInputElement, KeyboardEvent> = event => {
    if (event.key === 'Enter') props.onConfirm()
    else if (event.key === 'Escape') props.onLeave()
    else return
    event.preventDefault()
  }
  const terminal = () => till.store().cardTerminal || t('tenders.card.aTerminal')
  return (
    <section class="till-way-form" ref={field} aria-label={t(`till.tender.${props.kind}`)}>
      <p>
        {props.kind === 'card'
          ? t('tenders.card.terminal', { amount: money(amount.value()), terminal: terminal() })
          : t('tenders.voucher.explain')}
      </p>
      <TextField
        label={t(`tenders.${props.kind}.reference`)}
        description={t(`tenders.${props.kind}.referenceHint`)}
        error={isCardNumber() && t('tenders.slip.problem.card-number')}
        value={reference()}
        onValue={setReference}
        maxlength={LONGEST_REFERENCE}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        onFocus={() => setActive('reference')}
        onKeyDown={press}
      />
      <Show when={props.kind === 'card'}>
        <SlipFields entry={slip} onFocus={setActive} onKeyDown={press} />
      </Show>
    </section>
  )
}

/** Zeros in front belong to a number that is a name. */
function typeInto(now: string, key: Parameters<typeof pressKey>[1]): string {
  if (key === 'delete') return now.slice(0, -1)
  return key === 'clear' ? '' : `${now}${key}`.slice(0, LONGEST_REFERENCE)
}
