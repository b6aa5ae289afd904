import type { BadgeCode } from '@evertill/crdt-model'
import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'
import { t } from '../i18n/translate.ts'
import type { PersonRow } from '../local/database.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import { useReplica } from '../replica/create-replica.ts'
import type { ReadBadgeResult } from '../replica/protocol.ts'
import type { PinOutcome } from './pin-pad.tsx'
import { createSecondsUntil } from './seconds-until.ts'
import { useTill } from './till-context.tsx'

export interface BadgeScanWorld {
  /** Whether this person comes into question; says so itself when not. */
  readonly accept?: (person: PersonRow) => boolean
  /** Their PIN must follow. */
  readonly onPerson: (person: PersonRow) => void
  /** The badge is enough by itself. */
  readonly onBadge: (code: BadgeCode) => Promise<PinOutcome>
}

const PROBLEM_WORDS = {
  wrong: 'till.badge.unknown',
  unknown: 'till.badge.noPin',
  'not-theirs': 'till.signIn.notTheirs',
  failed: 'till.signIn.failed',
} as const

type Problem = keyof typeof PROBLEM_WORDS

/**
 * Takes badges while what calls it is on screen, one after the other.
 * @returns why the last one did nothing, in words, or null
 */
export function createBadgeScan(world: BadgeScanWorld): Accessor<string | null> {
  const till = useTill()
  const replica = useReplica()
  const database = useLocalDatabase()
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const [until, setUntil] = createSignal(0)
  const seconds = createSecondsUntil(until)
  let busy = false

  async function take(code: BadgeCode): Promise<PinOutcome> {
    const read = await replica.send<'readBadge'>({ type: 'readBadge', code })
    if (read.kind !== 'whose') return refused(read)
    const person = await database.people.get(read.person)
    if (person === undefined) return 'wrong'
    if (world.accept?.(person) === false) return 'done'
    if (!read.needsPin) return world.onBadge(code)
    world.onPerson(person)
    return 'done'
  }

  function refused(read: Exclude<ReadBadgeResult, { kind: 'whose' }>): PinOutcome {
    if (read.kind === 'unknown-person') return 'unknown'
    setUntil(Date.now() + read.waitMs)
    return 'wrong'
  }

  const onScan = (code: BadgeCode) => {
    // A second one waits for nobody: it is scanned again.
    if (busy) return
    busy = true
    setProblem(null)
    take(code)
      .catch((): PinOutcome => 'failed')
      .then(outcome => {
        busy = false
        setProblem(outcome === 'done' ? null : outcome)
      })
  }
  onMount(() => onCleanup(till.badges.listen(onScan)))

  return () => {
    if (seconds() > 0) return t('till.badge.wait', { count: seconds() })
    const now = problem()
    return now === null ? null : t(PROBLEM_WORDS[now])
  }
}
