import { ONE_PIECE, type SaleLine } from '@evertill/crdt-model'
import Minus from 'lucide-solid/icons/minus'
import NotebookPen from 'lucide-solid/icons/notebook-pen'
import Percent from 'lucide-solid/icons/percent'
import Plus from 'lucide-solid/icons/plus'
import Scale from 'lucide-solid/icons/scale'
import Tag from 'lucide-solid/icons/tag'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, type JSX, lazy, Match, onMount, Show, Suspense, Switch } from 'solid-js'
import { formatMeasure, formatMoney, formatQuantity } from '../i18n/format.ts'
import { loadTexts, t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import './line-editor.css'
import { LineKeypad, type LineKeypadMode } from './line-keypad.tsx'
import { LineNote } from './line-note.tsx'
import { removeWithUndo } from './remove-with-undo.ts'
import { useTill } from './till-context.tsx'
import { WeightKeypad } from './weight-keypad.tsx'

/** Loaded when something is to be taken off. */
const DiscountPad = lazy(async () => {
  const [part] = await Promise.all([import('./terms/discount-pad.tsx'), loadTexts('terms')])
  return { default: part.DiscountPad }
})

/** The chosen line, open in place: quantity or weight, price, discount, note, removal. No dialog. */
export function LineEditor(props: { readonly line: SaleLine }): JSX.Element {
  const till = useTill()
  const [mode, setMode] = createSignal<LineKeypadMode | 'weight' | 'note' | 'discount' | null>(null)
  let frame: HTMLDivElement | undefined
  onMount(() => frame?.scrollIntoView({ block: 'nearest' }))
  const step = (by: number) => till.sales.setQuantity(props.line.id, props.line.quantity + by)
  const close = () => setMode(null)
  /** A label's amount, and what goes with another line, are not changed by themselves. */
  const isFixed = () => props.line.labelAmount !== undefined || props.line.depositOf !== undefined
  const unit = () => (isFixed() ? undefined : props.line.unit)
  const isCounted = () => !isFixed() && props.line.unit === undefined && props.line.serial === undefined
  const keypadMode = () => {
    const now = mode()
    return now === 'quantity' || now === 'price' ? now : null
  }
  const toggle = (next: ReturnType<typeof mode>) => {
    setMode(now => (now === next ? null : next))
    queueMicrotask(() => frame?.scrollIntoView({ block: 'nearest' }))
  }
  return (
    <div class="till-editor" ref={frame}>
      <div class="till-editor__row">
        <Show when={unit()}>
          {measured => (
            <Button
              size="till"
              icon={Scale}
              aria-pressed={mode() === 'weight'}
              onClick={() => toggle('weight')}
            >
              <span class="visually-hidden">{t('till.line.quantity')} </span>
              <span class="tabular">{formatMeasure(props.line.quantity, measured())}</span>
            </Button>
          )}
        </Show>
        <Show when={isCounted()}>
          <div class="till-stepper">
            <button
              type="button"
              aria-label={t('till.line.less')}
              disabled={props.line.quantity <= ONE_PIECE}
              onClick={() => step(-ONE_PIECE)}
            >
              <Icon of={Minus} />
            </button>
            <button
              type="button"
              class="till-stepper__value tabular"
              aria-label={`${t('till.line.quantity')}: ${formatQuantity(props.line.quantity)}`}
              aria-pressed={mode() === 'quantity'}
              onClick={() => toggle('quantity')}
            >
              {formatQuantity(props.line.quantity)}
            </button>
            <button type="button" aria-label={t('till.line.more')} onClick={() => step(ONE_PIECE)}>
              <Icon of={Plus} />
            </button>
          </div>
        </Show>
        <Show when={!isFixed()}>
          <Button size="till" icon={Tag} aria-pressed={mode() === 'price'} onClick={() => toggle('price')}>
            <span class="visually-hidden">{t('till.line.price')} </span>
            <span class="tabular">{formatMoney(props.line.unitPrice, till.currency())}</span>
          </Button>
        </Show>
        <Show when={props.line.notDiscountable !== true && props.line.depositOf === undefined}>
          <Button
            size="till"
            icon={Percent}
            aria-pressed={mode() === 'discount'}
            onClick={() => toggle('discount')}
          >
            {t('till.line.discount')}
          </Button>
        </Show>
        <Button
          size="till"
          icon={NotebookPen}
          aria-pressed={mode() === 'note'}
          onClick={() => toggle('note')}
        >
          {t('till.line.note')}
        </Button>
        <Button
          class="till-editor__remove"
          size="till"
          icon={Trash}
          onClick={() => removeWithUndo(till.sales, props.line)}
        >
          {t('till.line.remove')}
        </Button>
      </div>
      <Switch>
        <Match when={keypadMode()} keyed>
          {now => <LineKeypad line={props.line} mode={now} onDone={close} />}
        </Match>
        <Match when={mode() === 'discount'}>
          <Suspense>
            <DiscountPad
              discount={props.line.discount}
              onDiscount={discount => till.sales.discountLine(props.line.id, discount)}
              onDone={close}
            />
          </Suspense>
        </Match>
        <Match when={mode() === 'note'}>
          <LineNote line={props.line} onDone={close} />
        </Match>
        <Match when={mode() === 'weight' && unit()}>
          {measured => (
            <WeightKeypad
              unit={measured()}
              isAgain
              tare={props.line.tare ?? 0}
              words={quantity => t('till.ask.setMeasured', { net: formatMeasure(quantity, measured()) })}
              onNet={({ quantity, tare }) => {
                till.sales.setWeight(props.line.id, quantity, tare)
                close()
              }}
              onCancel={close}
            />
          )}
        </Match>
      </Switch>
    </div>
  )
}
