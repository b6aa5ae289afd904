import { createRoot } from 'solid-js'
import { isSameOffice, type OfficeWorkplace } from '../local/workplace.ts'
import { createReplica, type Replica } from '../replica/create-replica.ts'

interface KeptOffice {
  readonly workplace: OfficeWorkplace
  readonly replica: Replica
  readonly dispose: () => void
  users: number
  timer: number | undefined
}

let kept: KeptOffice | undefined

/** Long enough to go from the office to the dashboard and back without opening every document again. */
const KEEP_MS = 10_000

/**
 * The replica of the office for as long as a screen uses it, and a little longer: the office and the dashboard are
 * two routes and share one worker.
 * @returns the replica and how to let go of it.
 */
export function keepOffice(workplace: OfficeWorkplace): { replica: Replica; release: () => void } {
  if (kept !== undefined && !isSameOffice(kept.workplace, workplace)) closeOffice()
  const office = kept ?? openOffice(workplace)
  kept = office
  clearTimeout(office.timer)
  office.users += 1
  let held = true
  return {
    replica: office.replica,
    release() {
      if (!held) return
      held = false
      office.users -= 1
      if (office.users === 0)
        office.timer = window.setTimeout(() => kept === office && closeOffice(), KEEP_MS)
    },
  }
}

/** Ends the worker at once: after a sign-out, or for another user. */
export function closeOffice(): void {
  clearTimeout(kept?.timer)
  kept?.dispose()
  kept = undefined
}

function openOffice(workplace: OfficeWorkplace): KeptOffice {
  return createRoot(dispose => ({
    workplace,
    replica: createReplica(workplace),
    dispose,
    users: 0,
    timer: undefined,
  }))
}
