import { createMemo, createSignal, type JSX, lazy, Show, Suspense } from 'solid-js'
import { formatRate } from '../i18n/format.ts'
import { loadTexts, t } from '../i18n/translate.ts'
import { useReplica } from '../replica/create-replica.ts'
import { Button } from '../ui/button.tsx'
import { createIdle } from './create-idle.ts'
import { createStorageRoom } from './storage-room.ts'
import { endTraining } from './switch-training.ts'
import './till-bars.css'
import { useTill } from './till-context.tsx'

/** Loaded when two tills took the same parked sale. */
const ElsewhereBar = lazy(async () => {
  const [part] = await Promise.all([import('./parked/elsewhere-bar.tsx'), loadTexts('parked')])
  return { default: part.ElsewhereBar }
})

/** In millionths. */
const ONE_PERCENT = 10_000

/**
 * What somebody at the till must know before anything else: that this is practice, that the device is nearly full, that
 * they are about to be signed out.
 */
export function TillBars(): JSX.Element {
  const till = useTill()
  return (
    <>
      <TrainingBar />
      <StorageBar />
      <Show when={till.parked.elsewhere()}>
        {elsewhere => (
          <Suspense>
            <ElsewhereBar elsewhere={elsewhere()} />
          </Suspense>
        )}
      </Show>
      <IdleBar />
    </>
  )
}

function TrainingBar(): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const isTraining = createMemo(() => replica.status().training)
  return (
    <Show when={isTraining()}>
      <div class="till-training" role="status">
        <strong>{t('till.training.on')}</strong>
        <span>{t('till.training.what')}</span>
        <Button size="till" onClick={() => void endTraining(till.sales, replica)}>
          {t('till.training.end')}
        </Button>
      </div>
    </Show>
  )
}

/** The device is nearly full: told while selling still goes on for long, until somebody has read it. */
function StorageBar(): JSX.Element {
  const share = createStorageRoom()
  const [seen, setSeen] = createSignal(false)
  return (
    <Show when={seen() ? null : share()}>
      {used => (
        <div class="till-storage" role="status">
          <strong>
            {t('till.storage.low', { used: formatRate(Math.round(used() * 100) * ONE_PERCENT) })}
          </strong>
          <span>{t('till.storage.lowHint')}</span>
          <Button size="till" onClick={() => setSeen(true)}>
            {t('till.storage.seen')}
          </Button>
        </div>
      )}
    </Show>
  )
}

/** After a while without a touch the person is signed out; the sale stays. SPEC O8. */
function IdleBar(): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const left = createIdle({
    minutes: () => till.store().idleMinutes ?? 10,
    onIdle() {
      const step = till.sales.step()
      if (step.kind === 'paying' && step.saving) return
      // When it fails the person is still signed in, and the header says so.
      replica.send<'signOut'>({ type: 'signOut' }).catch(() => undefined)
    },
  })
  return (
    <Show when={left()}>
      {seconds => (
        <div class="till-idle" role="alert">
          <span>{t('till.idle.warning', { count: seconds() })}</span>
          {/* Any touch will do; this is where one is looked for. */}
          <Button size="till">{t('till.idle.stay')}</Button>
        </div>
      )}
    </Show>
  )
}
