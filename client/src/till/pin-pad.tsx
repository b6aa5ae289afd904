import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { createSignal, Index, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import type { PersonRow } from '../local/database.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import { Button } from '../ui/button.tsx'
import { Initial } from '../ui/initial.tsx'
import { Keypad, type KeypadKey, keypadKeyOf } from '../ui/keypad.tsx'
import { createSecondsUntil } from './seconds-until.ts'

const SHORTEST = 4
const LONGEST = 8

/** How a PIN fared: what was to be done with it is done, or why not. */
export type PinOutcome = 'done' | 'wrong' | 'unknown' | 'not-theirs' | 'failed'

export interface PinPadProps {
  readonly person: PersonRow
  /** What the PIN is for: the word on the button. */
  readonly action: string
  /** Takes the PIN; a rejection is told as "failed". */
  readonly onPin: (pin: string) => Promise<PinOutcome>
  readonly onBack: () => void
}

const PROBLEM_WORDS = {
  wrong: 'till.signIn.wrong',
  unknown: 'till.signIn.unknown',
  'not-theirs': 'till.signIn.notTheirs',
  failed: 'till.signIn.failed',
} as const

type Problem = Exclude<PinOutcome, 'done'>

/** The PIN of one person, by touch or keyboard. The growing delay after wrong ones is told second by second. */
export function PinPad(props: PinPadProps): JSX.Element {
  const database = useLocalDatabase()
  const [pin, setPin] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem | null>(null)
  // From the store, so that a reload does not shorten the wait.
  const attempts = createLiveQuery(() => database.pinAttempts.get(props.person.id))
  const seconds = createSecondsUntil(() => attempts()?.blockedUntil ?? 0)
  const canSubmit = () => pin().length >= SHORTEST && seconds() === 0 && !busy()

  const press = (key: KeypadKey) => {
    if (busy()) return
    setProblem(null)
    if (key === 'clear') setPin('')
    else if (key === 'delete') setPin(now => now.slice(0, -1))
    else setPin(now => `${now}${key}`.slice(0, LONGEST))
  }
  const submit = async () => {
    if (!canSubmit()) return
    setBusy(true)
    try {
      const outcome = await props.onPin(pin())
      if (outcome !== 'done') setProblem(outcome)
    } catch {
      setProblem('failed')
    } finally {
      setPin('')
      setBusy(false)
    }
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') props.onBack()
    else if (event.key === 'Enter' && event.target instanceof HTMLButtonElement === false) void submit()
    const key = keypadKeyOf(event)
    if (key === undefined) return
    event.preventDefault()
    press(key)
  }
  onMount(() => window.addEventListener('keydown', onKey))
  onCleanup(() => window.removeEventListener('keydown', onKey))

  return (
    <section class="till-pin" aria-labelledby="pin-title">
      <Initial name={props.person.name} size="large" />
      <h1 id="pin-title">{t('till.signIn.pinFor', { name: props.person.name })}</h1>
      <output class="till-pin__dots" aria-label={t('till.signIn.digits', { count: pin().length })}>
        <Index each={Array.from({ length: Math.max(SHORTEST, pin().length) })}>
          {(_, index) => <span class="till-pin__dot" data-filled={index < pin().length} />}
        </Index>
      </output>
      <p class="till-pin__message" role="alert">
        <PinMessage problem={problem()} seconds={seconds()} />
      </p>
      <Keypad corner="clear" label={t('till.signIn.pin')} onKey={press} />
      <Button
        variant="primary"
        size="large"
        wide
        busy={busy()}
        unavailable={canSubmit() ? false : t('till.signIn.pin')}
        onClick={() => void submit()}
      >
        {props.action}
      </Button>
      <Button variant="quiet" size="till" wide icon={ArrowLeft} onClick={() => props.onBack()}>
        {t('till.signIn.otherPerson')}
      </Button>
    </section>
  )
}

function PinMessage(props: { readonly problem: Problem | null; readonly seconds: number }): JSX.Element {
  return (
    <Show
      when={props.seconds > 0}
      fallback={<Show when={props.problem}>{problem => t(PROBLEM_WORDS[problem()])}</Show>}
    >
      {t('till.signIn.wait', { count: props.seconds })}
    </Show>
  )
}
