import { For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Chip } from '../../ui/chip.tsx'
import { TextField } from '../../ui/text-field.tsx'

export const RETURN_REASONS = ['damaged', 'size', 'mind'] as const
export const VOID_REASONS = ['mistake', 'mind'] as const

type Known = (typeof RETURN_REASONS)[number] | (typeof VOID_REASONS)[number]

/** Why it comes back: one of the usual reasons, or a text. */
export interface Reason {
  readonly kind: Known | 'other' | null
  readonly text: string
}

export const NO_REASON: Reason = { kind: null, text: '' }
/** As long as the journal takes a reason and a receipt shows it well. */
const LONGEST_REASON = 80

/** The reason as it is journaled and printed; empty while there is none. */
export function reasonWords({ kind, text }: Reason): string {
  if (kind === null) return ''
  return kind === 'other' ? text.trim() : t(`returns.reason.${kind}`)
}

export function ReasonChoice(props: {
  readonly title: string
  readonly known: readonly Known[]
  readonly reason: Reason
  readonly onReason: (reason: Reason) => void
}): JSX.Element {
  return (
    <section class="till-returns__reason" aria-label={props.title}>
      <h3 class="till-returns__label">{props.title}</h3>
      <div class="till-returns__chips">
        <For each={[...props.known, 'other' as const]}>
          {kind => (
            <Chip
              size="till"
              selected={props.reason.kind === kind}
              onSelect={() => props.onReason({ ...props.reason, kind })}
            >
              {t(`returns.reason.${kind}`)}
            </Chip>
          )}
        </For>
      </div>
      <Show when={props.reason.kind === 'other'}>
        <TextField
          label={t('returns.reason.text')}
          value={props.reason.text}
          onValue={text => props.onReason({ kind: 'other', text })}
          maxlength={LONGEST_REASON}
          autocomplete="off"
        />
      </Show>
    </section>
  )
}
