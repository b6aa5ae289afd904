import type { WedgeProfile } from '../../local/devices.ts'

/** A key as it was pressed while the till learns. */
export interface LearnedKey {
  readonly key: string
  /** Milliseconds. */
  readonly at: number
}

/** Two scans of one code, or why the till can make nothing of them. */
export type Learned =
  | { readonly kind: 'learned'; readonly profile: WedgeProfile; readonly code: string }
  /** Hardly anything was typed. */
  | { readonly kind: 'too-short' }
  /** A person types as slowly as this. */
  | { readonly kind: 'too-slow' }
  /** The two were not alike: another code, another end, or typed by hand. */
  | { readonly kind: 'different' }

/** A scan is over when nothing came for so long: longer than any scanner pauses. Milliseconds. */
export const LEARN_SILENCE_MS = 500
const LEAST = 4
/** The slowest scanner known has peaks of 100. Milliseconds a key. */
const SLOWEST = 115
/** How far the pace of one scan may be from the other's. */
const STRAY = 3
/** Keys that the till uses itself: as a prefix they would be taken from the cashier. */
const OWN_KEYS = /^F([1-46-9]|10|12)$/
const MODIFIERS: readonly string[] = ['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock', 'NumLock', 'Meta']

interface Burst {
  readonly prefix: string | null
  readonly text: string
  readonly suffix: WedgeProfile['suffix']
  readonly pace: number
}

/** How a scanner types, from two scans of the same code: its end, what it sends first, and its pace. SPEC Y8. */
export function learnWedge(first: readonly LearnedKey[], second: readonly LearnedKey[]): Learned {
  const [a, b] = [readBurst(first), readBurst(second)]
  if (a.text.length < LEAST || b.text.length < LEAST) return { kind: 'too-short' }
  const isAlike = a.text === b.text && a.suffix === b.suffix && a.prefix === b.prefix
  const [faster, slower] = [Math.min(a.pace, b.pace), Math.max(a.pace, b.pace)]
  if (!isAlike) return { kind: 'different' }
  if (slower > SLOWEST) return { kind: 'too-slow' }
  // Below some milliseconds a clock's own grain is all there is to compare.
  if (slower > 10 && slower > STRAY * faster) return { kind: 'different' }
  const prefix = a.prefix !== null && OWN_KEYS.test(a.prefix) ? null : a.prefix
  return { kind: 'learned', profile: { suffix: a.suffix, prefix, pace: slower }, code: a.text }
}

function readBurst(keys: readonly LearnedKey[]): Burst {
  const pressed = keys.filter(({ key }) => !MODIFIERS.includes(key))
  const isCharacter = ({ key }: LearnedKey) => [...key].length === 1
  const start = pressed.findIndex(isCharacter)
  const characters = pressed.filter(isCharacter)
  const last = pressed.at(-1)?.key
  return {
    prefix: start === 1 ? (pressed[0]?.key ?? null) : null,
    text: characters.map(({ key }) => key).join(''),
    suffix: last === 'Enter' || last === 'Tab' ? last : null,
    pace: medianGap(characters),
  }
}

function medianGap(keys: readonly LearnedKey[]): number {
  const gaps = keys.slice(1).map(({ at }, i) => at - (keys[i]?.at ?? at))
  const sorted = gaps.sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
