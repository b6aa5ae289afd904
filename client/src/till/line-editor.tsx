import { ONE_PIECE, type SaleLine } from '@evertill/crdt-model'
import Minus from 'lucide-solid/icons/minus'
import Plus from 'lucide-solid/icons/plus'
import Tag from 'lucide-solid/icons/tag'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { formatMoney, formatQuantity } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import './line-editor.css'
import { LineKeypad, type LineKeypadMode } from './line-keypad.tsx'
import { removeWithUndo } from './remove-with-undo.ts'
import { useTill } from './till-context.tsx'

/** The chosen line, open in place: quantity, price, removal. No dialog. */
export function LineEditor(props: { readonly line: SaleLine }): JSX.Element {
  const till = useTill()
  const [mode, setMode] = createSignal<LineKeypadMode | null>(null)
  let frame: HTMLDivElement | undefined
  onMount(() => frame?.scrollIntoView({ block: 'nearest' }))
  const step = (by: number) => till.sales.setQuantity(props.line.id, props.line.quantity + by)
  const toggle = (next: LineKeypadMode) => {
    setMode(now => (now === next ? null : next))
    queueMicrotask(() => frame?.scrollIntoView({ block: 'nearest' }))
  }
  return (
    <div class="till-editor" ref={frame}>
      <div class="till-editor__row">
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
        <Button size="till" icon={Tag} aria-pressed={mode() === 'price'} onClick={() => toggle('price')}>
          <span class="visually-hidden">{t('till.line.price')} </span>
          <span class="tabular">{formatMoney(props.line.unitPrice, till.currency())}</span>
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
      <Show when={mode()} keyed>
        {now => <LineKeypad line={props.line} mode={now} onDone={() => setMode(null)} />}
      </Show>
    </div>
  )
}
