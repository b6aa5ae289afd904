import { LONGEST_LINE_TEXT, type SaleLine } from '@evertill/crdt-model'
import { createSignal, type JSX, onMount } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useTill } from './till-context.tsx'

/** A note on one line, in place. */
export function LineNote(props: { readonly line: SaleLine; readonly onDone: () => void }): JSX.Element {
  const till = useTill()
  const [note, setNote] = createSignal(props.line.note ?? '')
  let form: HTMLFormElement | undefined
  onMount(() => form?.querySelector('input')?.focus())
  const save = () => {
    if (note().trim() !== (props.line.note ?? '')) till.sales.describe(props.line.id, { note: note().trim() })
    props.onDone()
  }
  return (
    <form
      class="till-question__form"
      ref={form}
      onSubmit={event => {
        event.preventDefault()
        save()
      }}
      onKeyDown={event => event.key === 'Escape' && props.onDone()}
    >
      <TextField
        label={t('till.line.note')}
        description={t('till.line.noteHint')}
        value={note()}
        onValue={setNote}
        maxlength={LONGEST_LINE_TEXT}
        autocomplete="off"
      />
      <Button type="submit" variant="primary" size="till" wide>
        {t('till.line.done')}
      </Button>
    </form>
  )
}
