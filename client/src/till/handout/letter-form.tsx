import { type CustomerId, email, type SpokenLanguage } from '@evertill/crdt-model'
import Send from 'lucide-solid/icons/send'
import { createEffect, createSignal, For, type JSX, Show } from 'solid-js'
import * as v from 'valibot'
import { language, t } from '../../i18n/translate.ts'
import type { LetterRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { languageOfReceipt } from '../../receipt/receipt-language.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { LanguageChips } from '../language-chips.tsx'
import { useTill } from '../till-context.tsx'
import type { HandedOut } from './create-handout-desk.ts'

/** Where a receipt is to be sent, and how what was sent of it fares. */
export function LetterForm(props: {
  readonly handed: HandedOut
  /** Who bought, where that is known. */
  readonly customer: CustomerId | undefined
}): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const replica = useReplica()
  const [address, setAddress] = createSignal('')
  const [isWrong, setIsWrong] = createSignal(false)
  const [hasFailed, setHasFailed] = createSignal(false)
  const [chosen, setChosen] = createSignal<SpokenLanguage>()
  const letters = createLiveQuery(() =>
    database.letters.where('receipt').equals(props.handed.receipt).sortBy('askedAt'),
  )
  const buyer = createLiveQuery(async () => props.customer && database.customers.get(props.customer))
  const spoken = () => chosen() ?? buyer()?.language ?? languageOfReceipt({}, till.store(), language())
  // Somebody who said that they may be written to need not say where.
  createEffect(() => {
    const known = buyer()
    if (known?.emailReceipts && known.email !== '' && address() === '') setAddress(known.email)
  })

  const send = async (to: string, as: SpokenLanguage) => {
    const { epoch, number } = props.handed
    setHasFailed(false)
    try {
      await replica.send<'sendLetter'>({ type: 'sendLetter', epoch, number, address: to, language: as })
    } catch {
      setHasFailed(true)
    }
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const read = v.safeParse(email, address())
    setIsWrong(!read.success)
    if (!read.success) return
    await send(read.output, spoken())
    if (!hasFailed()) setAddress('')
  }
  return (
    <>
      <form class="till-handout__form" novalidate onSubmit={event => void submit(event)}>
        <TextField
          label={t('handout.address')}
          description={t('handout.addressHint')}
          error={isWrong() ? t('handout.addressWrong') : undefined}
          type="email"
          inputmode="email"
          autocomplete="off"
          autocapitalize="none"
          value={address()}
          onValue={setAddress}
        />
        <LanguageChips label={t('handout.language')} hideLabel value={spoken()} onValue={setChosen} />
        <Button variant="primary" size="large" wide icon={Send} type="submit">
          {t('handout.send')}
        </Button>
      </form>
      <Show when={hasFailed()}>
        <Notice kind="error" title={t('handout.failedToStore')} />
      </Show>
      <Show when={letters()?.length}>
        <ul class="till-handout__letters" aria-live="polite" aria-label={t('handout.letters')}>
          <For each={letters()}>
            {letter => <Letter letter={letter} onAgain={() => void send(letter.address, letter.language)} />}
          </For>
        </ul>
      </Show>
    </>
  )
}

function Letter(props: { readonly letter: LetterRow; readonly onAgain: () => void }): JSX.Element {
  return (
    <li data-letter={props.letter.state}>
      <span class="till-handout__letter">
        <strong>{props.letter.address}</strong>
        <span class="till-handout__hint">{t(`handout.state.${props.letter.state}`)}</span>
      </span>
      <Show when={props.letter.open === 0}>
        <Button size="till" variant="quiet" onClick={() => props.onAgain()}>
          {t('handout.sendAgain')}
        </Button>
      </Show>
    </li>
  )
}
