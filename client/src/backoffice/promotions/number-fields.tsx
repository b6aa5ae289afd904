import { type CurrencyCode, parseQuantity, WHOLE_RATE } from '@evertill/crdt-model'
import type { JSX } from 'solid-js'
import { formatAmount, formatQuantity, formatRate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { readPercent } from '../../setup/read-percent.ts'
import { readPrice } from '../import/read-price.ts'
import { problemWords } from '../problem-words.ts'
import { SavedText } from '../settings/saved-text.tsx'

interface NumberFieldProps {
  readonly label: string
  readonly description?: string
  readonly hideLabel?: boolean
}

/** Millionths, above 0 and up to the whole, typed as percent. */
export function PercentField(
  props: NumberFieldProps & { readonly value: number; readonly onValue: (millionths: number) => void },
): JSX.Element {
  return (
    <SavedText
      label={props.label}
      inputmode="decimal"
      stored={formatRate(props.value)}
      onSave={text => {
        const millionths = readPercent(text)
        if (millionths === undefined || millionths <= 0 || millionths > WHOLE_RATE)
          return t('promotions.off.notAPercent')
        props.onValue(millionths)
        return null
      }}
    />
  )
}

/** An amount of money in minor units; undefined when it is empty, where it may be. */
export function MoneyField(
  props: NumberFieldProps & {
    readonly currency: CurrencyCode
    readonly value: number | undefined
    readonly onValue: (minor: number) => void
    /** Makes the field one that may be left empty. */
    readonly onNone?: () => void
    /** Nothing is an amount too: a price may be 0, what is taken off may not. */
    readonly zero?: boolean
  },
): JSX.Element {
  const save = (text: string): string | null => {
    const reading = readPrice(text, props.currency)
    if (reading.kind === 'problem') return problemWords(reading.code)
    if (reading.kind === 'empty') {
      if (props.onNone === undefined) return t('promotions.off.notAnAmount')
      props.onNone()
      return null
    }
    if (reading.minor === 0 && props.zero !== true) return t('promotions.off.notAnAmount')
    props.onValue(reading.minor)
    return null
  }
  return (
    <SavedText
      label={`${props.label} (${props.currency})`}
      hideLabel={props.hideLabel ?? false}
      description={props.description}
      inputmode="decimal"
      stored={props.value === undefined ? '' : formatAmount(props.value, props.currency)}
      onSave={save}
    />
  )
}

/** A whole number within bounds; undefined when it is empty, where it may be. */
export function CountField(
  props: NumberFieldProps & {
    readonly from: number
    readonly to: number
    readonly value: number | undefined
    readonly onValue: (count: number) => void
    readonly onNone?: () => void
  },
): JSX.Element {
  const save = (text: string): string | null => {
    const trimmed = text.trim()
    if (trimmed === '' && props.onNone !== undefined) {
      props.onNone()
      return null
    }
    const count = /^-?\d{1,6}$/.test(trimmed) ? Number(trimmed) : Number.NaN
    if (!(count >= props.from && count <= props.to))
      return t('promotions.off.notACount', { from: props.from, to: props.to })
    props.onValue(count)
    return null
  }
  return (
    <SavedText
      label={props.label}
      description={props.description}
      inputmode="numeric"
      stored={props.value === undefined ? '' : String(props.value)}
      onSave={save}
    />
  )
}

/** A quantity in thousandths; undefined when it is empty, where it may be. */
export function QuantityField(
  props: NumberFieldProps & {
    readonly value: number | undefined
    readonly onValue: (thousandths: number) => void
    readonly onNone?: () => void
  },
): JSX.Element {
  const save = (text: string): string | null => {
    if (text.trim() === '' && props.onNone !== undefined) {
      props.onNone()
      return null
    }
    const quantity = parseQuantity(text)
    if (quantity === undefined) return t('promotions.off.notAQuantity')
    props.onValue(quantity)
    return null
  }
  return (
    <SavedText
      label={props.label}
      description={props.description}
      inputmode="decimal"
      stored={props.value === undefined ? '' : formatQuantity(props.value)}
      onSave={save}
    />
  )
}
