import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import { currencyDigits, currencySymbol, formatAmount, formatQuantity } from '../i18n/format.ts'
import {
  type AmountProblem,
  type ParsedAmount,
  parseAmount,
  parseDecimal,
  parseQuantity,
} from '../i18n/parse-amount.ts'
import type { TextKey } from '../i18n/text-types.ts'
import { t } from '../i18n/translate.ts'
import { Field, type FieldProps } from './field.tsx'

const PROBLEMS = {
  'not-a-number': 'ui.field.notANumber',
  'too-many-decimals': 'ui.field.tooManyDecimals',
  'too-large': 'ui.field.tooLarge',
} as const satisfies Record<AmountProblem, TextKey>

interface UnitsFieldProps extends FieldProps {
  /** Whole units, or null for an empty field. */
  readonly value: number | null
  /** Called with each readable value while it is typed; not called while the text cannot be read. */
  readonly onValue: (value: number | null) => void
  readonly required?: boolean
  readonly allowNegative?: boolean
  readonly name?: string
  readonly autofocus?: boolean
  /** When the field is left. */
  readonly onBlur?: () => void
}

interface UnitsFormat {
  readonly parse: (text: string) => ParsedAmount
  readonly format: (value: number) => string
  readonly inputMode: 'numeric' | 'decimal'
  readonly sign?: string
}

/** A field whose text is read as whole units; says by itself why a text cannot be read. */
function UnitsField(props: UnitsFieldProps & { readonly as: UnitsFormat }): JSX.Element {
  const shown = () => (props.value === null ? '' : props.as.format(props.value))
  const [text, setText] = createSignal(shown())
  const [problem, setProblem] = createSignal<TextKey & `ui.field.${string}`>()
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
    if (!parsed.ok) setProblem(PROBLEMS[parsed.problem])
    else if (parsed.minor < 0 && props.allowNegative !== true) setProblem('ui.field.negative')
    else {
      setProblem(undefined)
      report(parsed.minor)
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
  readonly currency: string
}

/** A price in minor units. */
export function PriceField(props: PriceFieldProps): JSX.Element {
  return (
    <UnitsField
      {...props}
      as={{
        parse: text => parseAmount(text, props.currency),
        format: value => formatAmount(value, props.currency),
        inputMode: currencyDigits(props.currency) === 0 ? 'numeric' : 'decimal',
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
      ? { parse: text => parseDecimal(text, 0), format: String, inputMode: 'numeric' }
      : { parse: parseQuantity, format: value => formatQuantity(value), inputMode: 'decimal' }
  return <UnitsField {...props} as={as()} />
}
