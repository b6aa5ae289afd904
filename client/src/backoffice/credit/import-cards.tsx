import { type CurrencyCode, MOST_IMPORTED } from '@evertill/crdt-model'
import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { importCredit } from '../../api/credit-api.ts'
import { t } from '../../i18n/translate.ts'
import { accountOfCard } from '../../local/card-account.ts'
import { failureWords } from '../../setup/failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { FileDrop } from '../file-drop.tsx'
import { useOffice } from '../office-context.tsx'
import { createCurrencyChoice } from './currency-choice.ts'
import { CurrencyField } from './currency-field.tsx'
import { type CardList, readCardList } from './read-card-list.ts'

/** So many lines that cannot be read are named. */
const MOST_NAMED = 10
/** Accounts of so many cards are worked out at once: it takes time, and the screen says how far it is. */
const AT_ONCE = 50

type State =
  | { readonly kind: 'reading' }
  | { readonly kind: 'working'; readonly done: number }
  | { readonly kind: 'done'; readonly added: number; readonly known: number }
  | { readonly kind: 'failed'; readonly words: string }

/** Cards and their balances from elsewhere. Their numbers stay on this device: only accounts go to the server. */
export function ImportCards(props: { readonly onClose: () => void }): JSX.Element {
  const currency = createCurrencyChoice(useOffice())
  const [text, setText] = createSignal('')
  const [state, setState] = createSignal<State>({ kind: 'reading' })
  const list = createMemo<CardList>(() => {
    const chosen = currency.chosen()
    return chosen === undefined ? { cards: [], bad: [] } : readCardList(text(), chosen)
  })
  const working = () => {
    const now = state()
    return now.kind === 'working' ? now : undefined
  }
  const outcome = () => {
    const now = state()
    return now.kind === 'done' ? now : undefined
  }
  const failure = () => {
    const now = state()
    return now.kind === 'failed' ? now.words : undefined
  }

  async function accountsOf(cards: CardList['cards']) {
    const accounts = []
    for (let from = 0; from < cards.length; from += AT_ONCE) {
      const part = cards.slice(from, from + AT_ONCE)
      accounts.push(
        ...(await Promise.all(
          part.map(async ({ key, amount }) => ({ account: await accountOfCard(key), amount })),
        )),
      )
      setState({ kind: 'working', done: accounts.length })
    }
    return accounts
  }

  async function bring(chosen: CurrencyCode): Promise<void> {
    setState({ kind: 'working', done: 0 })
    const accounts = await accountsOf(list().cards)
    let [added, known] = [0, 0]
    for (let from = 0; from < accounts.length; from += MOST_IMPORTED) {
      const answer = await importCredit({
        currency: chosen,
        accounts: accounts.slice(from, from + MOST_IMPORTED),
      })
      // Done again from the beginning, what is there already counts once.
      if (!answer.ok) return void setState({ kind: 'failed', words: failureWords(answer) })
      added += answer.value.added
      known += answer.value.known
    }
    setState({ kind: 'done', added, known })
  }

  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('credit.office.importTitle')}
      actions={
        <Show when={currency.chosen()}>
          {chosen => (
            <Button
              variant="primary"
              size="till"
              busy={working() !== undefined}
              unavailable={list().cards.length === 0 && t('credit.office.importHint')}
              onClick={() => void bring(chosen())}
            >
              {t('credit.office.importGo', { count: list().cards.length })}
            </Button>
          )}
        </Show>
      }
    >
      <div class="office-stack">
        <p class="office-muted">{t('credit.office.importHint')}</p>
        <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
        <Show when={outcome()}>
          {now => (
            <Notice
              kind="info"
              title={t('credit.office.importDone', { added: now().added, known: now().known })}
            />
          )}
        </Show>
        <Show when={working()}>
          {now => (
            <p role="status">
              {t('credit.office.importWorking', { done: now().done, count: list().cards.length })}
            </p>
          )}
        </Show>
        <CurrencyField choice={currency} />
        <FileDrop title={t('credit.office.importFile')} onText={setText} />
        <TextField
          label={t('credit.office.importLines')}
          lines={8}
          value={text()}
          onValue={setText}
          autocomplete="off"
          spellcheck={false}
        />
        <Show when={list().bad.length > 0}>
          <Notice
            kind="warning"
            title={t('credit.office.importBad', {
              count: list().bad.length,
              lines: list().bad.slice(0, MOST_NAMED).join(', '),
            })}
          />
        </Show>
      </div>
    </Sheet>
  )
}
