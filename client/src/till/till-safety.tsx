import { createMemo, createSignal, type JSX, Show, Suspense } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { useReplica } from '../replica/create-replica.ts'
import { SafetyPill, type SafetyTone } from '../ui/safety-pill.tsx'
import { later } from './later.ts'
import { type Safety, safetyOf } from './safety.ts'

const SafetySheet = later(async () => (await import('./safety-sheet.tsx')).SafetySheet)

const TONES = {
  starting: 'pending',
  safe: 'safe',
  pending: 'pending',
  offline: 'offline',
  attention: 'attention',
} as const satisfies Record<Safety['kind'], SafetyTone>

/** The safety pill of this till, and the sheet behind it. */
export function TillSafety(): JSX.Element {
  const replica = useReplica()
  const [open, setOpen] = createSignal(false)
  const safety = createMemo(() => safetyOf(replica.status()))
  return (
    <>
      <SafetyPill tone={TONES[safety().kind]} words={wordsOf(safety())} onOpen={() => setOpen(true)} />
      <Show when={open()}>
        <Suspense>
          <SafetySheet onClose={() => setOpen(false)} safety={safety()} />
        </Suspense>
      </Show>
    </>
  )
}

function wordsOf(safety: Safety): string {
  switch (safety.kind) {
    case 'starting':
      return t('till.safety.starting')
    case 'safe':
      return t('till.safety.safe')
    case 'pending':
      return t('till.safety.pending', { count: safety.sales })
    case 'offline':
      return safety.sales === 0
        ? t('till.safety.offline')
        : t('till.safety.offlinePending', { count: safety.sales })
    case 'attention':
      return t('till.safety.attention')
  }
}
