import { SLIP_FIELDS, type SlipField } from '@evertill/crdt-model'
import { For, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { TextField } from '../../ui/text-field.tsx'
import type { SlipEntry } from './create-slip-entry.ts'

/** Room for a whole number too, so that it is refused and not cut down to something that looks right. */
const ROOM = 40

/** What a card's slip says beside the number that proves it: shut, for most shops never take it down. */
export function SlipFields(props: {
  readonly entry: SlipEntry
  readonly onFocus: (field: SlipField) => void
  readonly onKeyDown: JSX.EventHandler<HTMLInputElement, KeyboardEvent>
}): JSX.Element {
  return (
    <details class="till-way-form__more">
      <summary>{t('tenders.slip.more')}</summary>
      <div class="till-way-form__fields">
        <For each={SLIP_FIELDS}>
          {field => (
            <TextField
              label={t(`tenders.slip.${field}`)}
              description={t(`tenders.slip.hint.${field}`)}
              error={props.entry.problem(field)}
              value={props.entry.typed(field)}
              onValue={text => props.entry.type(field, text)}
              onLeave={() => props.entry.leave(field)}
              maxlength={ROOM}
              autocomplete="off"
              autocapitalize={field === 'scheme' ? 'words' : 'characters'}
              spellcheck={false}
              inputmode={field === 'lastFour' ? 'numeric' : 'text'}
              onFocus={() => props.onFocus(field)}
              onKeyDown={props.onKeyDown}
            />
          )}
        </For>
      </div>
    </details>
  )
}
