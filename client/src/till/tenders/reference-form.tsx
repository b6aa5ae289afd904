import { dueWith } from '@evertill/crdt-model'
import { createSignal, type JSX, onMount } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { TextField } from '../../ui/text-field.tsx'
import type { pressKey } from '../digits.ts'
import { useTill } from '../till-context.tsx'
import { createTypedAmount } from './typed-amount.ts'
import type { WayFormProps } from './way-form.tsx'

/** The longest number that is journaled. */
const LONGEST_REFERENCE = 40

/** A card on the shop's terminal, or a voucher: what it pays, and the number that proves it. */
export function ReferenceForm(props: WayFormProps & { readonly kind: 'card' | 'voucher' }): JSX.Element {
  const till = useTill()
  const most = () => dueWith(props.sale, props.kind)
  const amount = createTypedAmount(most, props.typed)
  const [reference, setReference] = createSignal('')
  const [isFigure, setFigure] = createSignal(false)
  const money = (minor: number) => formatMoney(minor, till.currency())
  const unavailable = () => {
    if (amount.value() === 0) return t('tenders.amountMissing')
    if (amount.value() > most()) return t('tenders.tooMuch', { most: money(most()) })
    return reference().trim() === '' ? t('tenders.referenceMissing') : false
  }
  let field: HTMLElement | undefined
  onMount(() => {
    props.onEntry({
      label: () => t(`tenders.amountOf.${props.kind}`),
      shown: () => money(amount.value()),
      figure: { isActive: isFigure, activate: () => setFigure(true) },
      press(key) {
        if (isFigure()) amount.press(key)
        else setReference(now => (key === 'delete' ? now.slice(0, -1) : typeInto(now, key)))
      },
      clear: () => (isFigure() ? amount.clear() : setReference('')),
      action: () =>
        props.kind === 'card'
          ? t('tenders.card.approved', { amount: money(amount.value()) })
          : t('tenders.voucher.take', { amount: money(amount.value()) }),
      unavailable,
      async confirm() {
        const tender = { kind: props.kind, amount: amount.value(), reference: reference().trim() }
        if (await till.sales.take(tender)) props.onLeave()
      },
      scan(code) {
        setReference(code.slice(0, LONGEST_REFERENCE))
        return true
      },
    })
    // On touch a keyboard of the system would cover the keypad.
    if (matchMedia('(pointer: fine)').matches) field?.querySelector('input')?.focus()
  })
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
        value={reference()}
        onValue={setReference}
        maxlength={LONGEST_REFERENCE}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        onFocus={() => setFigure(false)}
        onKeyDown={event => {
          if (event.key === 'Enter') props.onConfirm()
          else if (event.key === 'Escape') props.onLeave()
          else return
          event.preventDefault()
        }}
      />
    </section>
  )
}

/** Zeros in front belong to a number that is a name. */
function typeInto(now: string, key: Parameters<typeof pressKey>[1]): string {
  return key === 'clear' || key === 'delete' ? '' : `${now}${key}`.slice(0, LONGEST_REFERENCE)
}
