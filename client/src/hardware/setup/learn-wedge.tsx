import { createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { WedgeProfile } from '../../local/devices.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { StateLine } from '../../ui/state-line.tsx'
import { type Learned, type LearnedKey, learnWedge } from '../scanner/learn-wedge.ts'
import { recordKeys } from '../scanner/record-keys.ts'

/** Nothing yet, the first scan is awaited, the second one, or why nothing was learned. */
type Step =
  | { readonly kind: 'idle' }
  | { readonly kind: 'first' }
  | { readonly kind: 'second'; readonly first: readonly LearnedKey[] }
  | { readonly kind: 'failed'; readonly why: Exclude<Learned['kind'], 'learned'> }

/** Learns from two scans of one code how the till's scanner types: its end, what it sends first, its pace. */
export function LearnWedge(props: {
  readonly profile: WedgeProfile | null
  readonly onLearned: (profile: WedgeProfile | null) => void
}): JSX.Element {
  const [step, setStep] = createSignal<Step>({ kind: 'idle' })
  let stop: () => void = () => undefined
  const record = (then: (keys: readonly LearnedKey[]) => void) => {
    stop()
    stop = recordKeys(window, then)
  }
  onCleanup(() => stop())
  const begin = () => {
    setStep({ kind: 'first' })
    record(first => {
      setStep({ kind: 'second', first })
      record(second => {
        const learned = learnWedge(first, second)
        if (learned.kind !== 'learned') return setStep({ kind: 'failed', why: learned.kind })
        setStep({ kind: 'idle' })
        props.onLearned(learned.profile)
      })
    })
  }
  const cancel = () => {
    stop()
    setStep({ kind: 'idle' })
  }
  const isAsking = () => step().kind === 'first' || step().kind === 'second'
  const why = () => {
    const now = step()
    return now.kind === 'failed' && now.why
  }
  return (
    <>
      <h4 class="hardware__heading">{t('devices.scanner.wedge')}</h4>
      <p class="hardware__words">{t('devices.scanner.wedgeHint')}</p>
      <Show when={props.profile}>
        {profile => (
          <StateLine tone="good" live>
            {profileWords(profile())}
          </StateLine>
        )}
      </Show>
      <Show when={isAsking()}>
        <Notice
          kind="info"
          title={t(step().kind === 'first' ? 'devices.scanner.first' : 'devices.scanner.second')}
          actions={
            <Button size="till" onClick={cancel}>
              {t('ui.action.cancel')}
            </Button>
          }
        />
      </Show>
      <Show when={why()}>
        {reason => <Notice kind="warning" title={t(`devices.scanner.learned.${reason()}`)} />}
      </Show>
      <Show when={!isAsking()}>
        <div class="hardware__actions">
          <Button size="till" onClick={begin}>
            {t(props.profile === null ? 'devices.scanner.learn' : 'devices.scanner.learnAgain')}
          </Button>
          <Show when={props.profile}>
            <Button size="till" variant="quiet" onClick={() => props.onLearned(null)}>
              {t('devices.scanner.forget')}
            </Button>
          </Show>
        </div>
      </Show>
    </>
  )
}

function profileWords({ suffix, prefix, pace }: WedgeProfile): string {
  return [
    t('devices.scanner.pace', { pace: formatNumber(Math.round(pace)) }),
    suffix === null ? t('devices.scanner.noSuffix') : t('devices.scanner.suffix', { key: suffix }),
    ...(prefix === null ? [] : [t('devices.scanner.prefix', { key: prefix })]),
  ].join(' ')
}
