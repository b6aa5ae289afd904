import { makeRandom } from '../test/harness/random.ts'

/** What befalls the shop. Times in milliseconds; `device` counts the tills first, then the offices. */
export type Fault =
  | { readonly kind: 'line cut'; readonly device: number; readonly forMs: number }
  | { readonly kind: 'line silent'; readonly device: number; readonly forMs: number }
  | { readonly kind: 'slow reader'; readonly device: number; readonly forMs: number }
  | { readonly kind: 'till crash'; readonly device: number; readonly forgets: number }
  | { readonly kind: 'till clock'; readonly device: number; readonly shiftMs: number }
  | { readonly kind: 'relay clock'; readonly relay: number; readonly shiftMs: number }
  | { readonly kind: 'relay stopped'; readonly relay: number }
  /** With `look`, everybody stays away until it was seen that what had been acknowledged is there. */
  | { readonly kind: 'relay killed'; readonly relay: number; readonly look: boolean }
  | { readonly kind: 'redis killed'; readonly forMs: number }
  | { readonly kind: 'database killed'; readonly forMs: number }
  | { readonly kind: 'power cut' }
  | { readonly kind: 'disk full'; readonly forMs: number }
  | { readonly kind: 'disk slow'; readonly forMs: number; readonly flushMs: number }
  | { readonly kind: 'disk hangs'; readonly forMs: number }

export interface PlannedFault {
  /** Milliseconds of selling before it. */
  readonly after: number
  readonly fault: Fault
}

export interface PlanSize {
  readonly faults: number
  readonly tills: number
  readonly offices: number
  /** On one database; several have a Redis between them. */
  readonly relays: number
  /** Longest pause between faults, and longest time that a fault lasts, milliseconds. */
  readonly longestPauseMs: number
  readonly longestFaultMs: number
}

const DAY_MS = 86_400_000

/**
 * What will happen: the same for the same seed and size. Each kind comes once, in an order of the seed, before any
 * comes again, so that a run of a few faults is not all of one kind.
 */
export function makePlan(seed: number, size: PlanSize): PlannedFault[] {
  const random = makeRandom(seed)
  const upTo = (most: number) => Math.floor(random() * most)
  const till = () => upTo(size.tills)
  const relay = () => upTo(size.relays)
  const device = () => upTo(size.tills + size.offices)
  const forMs = () => 100 + upTo(size.longestFaultMs - 100)
  const shiftMs = (most: number) => Math.round((random() * 2 - 1) * most)
  const makers: (() => Fault)[] = [
    () => ({ kind: 'line cut', device: device(), forMs: forMs() }),
    () => ({ kind: 'line silent', device: device(), forMs: forMs() }),
    () => ({ kind: 'slow reader', device: size.tills + upTo(size.offices), forMs: forMs() }),
    () => ({ kind: 'till crash', device: till(), forgets: upTo(6) }),
    // More often ahead than behind: then a new business day begins.
    () => ({ kind: 'till clock', device: till(), shiftMs: DAY_MS + shiftMs(2 * DAY_MS) }),
    () => ({ kind: 'relay clock', relay: relay(), shiftMs: shiftMs(600_000) }),
    () => ({ kind: 'relay stopped', relay: relay() }),
    () => ({ kind: 'relay killed', relay: relay(), look: random() < 0.5 }),
    () => ({ kind: 'database killed', forMs: forMs() }),
    () => ({ kind: 'power cut' }),
    () => ({ kind: 'disk full', forMs: forMs() }),
    () => ({ kind: 'disk slow', forMs: forMs(), flushMs: 20 + upTo(80) }),
    () => ({ kind: 'disk hangs', forMs: forMs() }),
    ...(size.relays > 1 ? [(): Fault => ({ kind: 'redis killed', forMs: forMs() })] : []),
  ]
  const plan: PlannedFault[] = []
  let deck: (() => Fault)[] = []
  for (let count = 0; count < size.faults; count++) {
    if (deck.length === 0) deck = [...makers]
    const [make] = deck.splice(upTo(deck.length), 1)
    if (make !== undefined) plan.push({ after: upTo(size.longestPauseMs), fault: make() })
  }
  return plan
}
