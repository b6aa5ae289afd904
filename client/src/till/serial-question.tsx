import { LONGEST_LINE_TEXT } from '@evertill/crdt-model'
import { createSignal, type JSX, onMount } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { ItemQuestion } from './item-questions.ts'
import { useTill } from './till-context.tsx'

/** A product that is sold with its serial number: scanned, or typed here. */
export function SerialQuestion(props: { readonly question: ItemQuestion }): JSX.Element {
  const till = useTill()
  const [serial, setSerial] = createSignal('')
  let form: HTMLFormElement | undefined
  // Where there is a keyboard; a tablet would cover half of its screen with one.
  onMount(() => matchMedia('(pointer: fine)').matches && form?.querySelector('input')?.focus())
  const answer = () => {
    const text = serial().trim()
    if (text !== '') till.sales.answerQuestion({ serial: text })
  }
  return (
    <section class="till-question" aria-live="polite">
      <p class="till-question__title">
        <strong>{t('till.ask.serial', { name: props.question.product.name })}</strong>
      </p>
      <form
        class="till-question__form"
        ref={form}
        onSubmit={event => {
          event.preventDefault()
          answer()
        }}
        onKeyDown={event => event.key === 'Escape' && till.sales.skipQuestion()}
      >
        <TextField
          label={t('till.ask.serialField')}
          description={t('till.ask.serialHint')}
          value={serial()}
          onValue={setSerial}
          maxlength={LONGEST_LINE_TEXT}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
        <div class="till-question__actions">
          <Button size="till" variant="quiet" onClick={() => till.sales.skipQuestion()}>
            {t('till.ask.skip')}
          </Button>
          <Button
            type="submit"
            size="till"
            variant="primary"
            unavailable={serial().trim() === '' && t('till.ask.serialMissing')}
          >
            {t('till.ask.addSerial')}
          </Button>
        </div>
      </form>
    </section>
  )
}
