import { type CurrencyCode, minorUnits, parseAmount, parseQuantity } from '@evertill/crdt-model'
import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import { currencySymbol, formatAmount, formatQuantity } from '../i18n/format.ts'
import type { TextKey } from '../i18n/text-types.ts'
import { t } from '../i18n/translate.ts'
import { Field, type FieldProps } from './field.tsx'

type FieldText = TextKey & `ui.field.${string}`

interface UnitsFieldProps extends FieldProps {
  /** Whole units, or null for an empty field. */
  readonly value: number | null
  /** Called with each readable value while it is typed; not called while the text cannot be read. */
  readonly onValue: (value: number | null) => void
  readonly required?: boolean
  readonly name?: string
  readonly autofocus?: boolean
  /** When the field is left. */
  readonly onBlur?: () => void
}

interface UnitsFormat {
  /** Undefined when the text cannot be such a number. */
  readonly parse: (text: string) => number | undefined
  /** What is said then. */
  readonly problem: FieldText
  readonly format: (value: number) => string
  readonly inputMode: 'numeric' | 'decimal'
  readonly sign?: string
}

/** A field whose text is read as whole units; says by itself why a text cannot be read. */
function UnitsField(props: UnitsFieldProps & { readonly as: UnitsFormat }): JSX.Element {
  const shown = () => (props.value === null ? '' : props.as.format(props.value))
  const [text, setText] = createSignal(shown())
  const [problem, setProblem] = createSignal<FieldText>()
  let typed: number | null = props.value

  // A value from outside (another manager, a reset) replaces the text; one's own typing does not.
  createEffect(
    on(
      () => props.value,
      value => {
        if (value === typed) return
        typed = value
        setText(shown())
        setProblem(undefined)
      },
    ),
  )

  const take = (next: string) => {
    setText(next)
    if (next.trim() === '') {
      setProblem(props.required === true ? 'ui.field.required' : undefined)
      if (props.required !== true) report(null)
      return
    }
    const parsed = props.as.parse(next)
    if (parsed === undefined) setProblem(props.as.problem)
    else {
      setProblem(undefined)
      report(parsed)
    }
  }
  const report = (value: number | null) => {
    typed = value
    props.onValue(value)
  }
  const tidy = () => {
    if (problem() === undefined) setText(shown())
    props.onBlur?.()
  }
  const error = () => {
    const key = problem()
    return key === undefined ? props.error : t(key)
  }
  return (
    <Field
      label={props.label}
      description={props.description}
      error={error()}
      hideLabel={props.hideLabel ?? false}
      control={control => (
        <div
          class="ui-input-group"
          classList={{ 'ui-input-group--long-sign': (props.as.sign ?? '').length > 1 }}
        >
          <Show when={props.as.sign}>
            <span class="ui-input-group__sign" aria-hidden="true">
              {props.as.sign}
            </span>
          </Show>
          <input
            id={control.id}
            class="ui-input ui-input--number"
            type="text"
            autocomplete="off"
            inputmode={props.as.inputMode}
            name={props.name}
            autofocus={props.autofocus}
            value={text()}
            aria-invalid={control.invalid()}
            aria-describedby={control.describedBy()}
            onInput={event => take(event.currentTarget.value)}
            onBlur={tidy}
          />
        </div>
      )}
    />
  )
}

export interface PriceFieldProps extends UnitsFieldProps {
  /** ISO 4217. `value` is in its minor units. */
  readonly currency: CurrencyCode
}

/** A price in minor units. */
export function PriceField(props: PriceFieldProps): JSX.Element {
  return (
    <UnitsField
      {...props}
      as={{
        parse: text => parseAmount(text, props.currency),
        format: value => formatAmount(value, props.currency),
        problem: 'ui.field.notAnAmount',
        inputMode: minorUnits(props.currency) === 0 ? 'numeric' : 'decimal',
        sign: currencySymbol(props.currency),
      }}
    />
  )
}

export interface NumberFieldProps extends UnitsFieldProps {
  /** `whole` for counts and years, `thousandths` for quantities. */
  readonly unit: 'whole' | 'thousandths'
}

/** A whole number, or a quantity in thousandths. */
export function NumberField(props: NumberFieldProps): JSX.Element {
  const as = (): UnitsFormat =>
    props.unit === 'whole'
      ? { parse: parseWhole, format: String, inputMode: 'numeric', problem: 'ui.field.notAWholeNumber' }
      : {
          parse: parseQuantity,
          format: value => formatQuantity(value),
          inputMode: 'decimal',
          problem: 'ui.field.notAQuantity',
        }
  return <UnitsField {...props} as={as()} />
}

/** Up to nine digits: counts, years. */
function parseWhole(text: string): number | undefined {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined
}
