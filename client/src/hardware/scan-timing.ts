import { isGtin } from '@evertill/crdt-model'

/**
 * Tells a scanner that types from a person who types, by when the keys came. Pure: times come in, a judgement comes
 * out. Measured scanners: Netum 6 and 19 ms a key, Honeywell 10, Zebra 80 with peaks of 100. A person at 120 words a
 * minute presses a key every 100 ms, so speed alone tells a Zebra from nobody: there the text must speak too.
 */

/** One character as it was typed. */
export interface TypedCharacter {
  readonly text: string
  /** Milliseconds on the clock of the events. */
  readonly at: number
}

export interface ScanRules {
  /** The shortest code that is taken for a scan. */
  readonly minimumLength: number
  /** The shortest one that is taken when no suffix ended it. */
  readonly minimumLengthWithoutSuffix: number
  /** Milliseconds a key of a slow scanner that was recognised before at this till, or null. */
  readonly slowPace: number | null
}

export const DEFAULT_SCAN_RULES: ScanRules = {
  minimumLength: 4,
  minimumLengthWithoutSuffix: 6,
  slowPace: null,
}

/** Nobody types four keys at this pace, milliseconds between keys in the median. */
const FAST_GAP = 35
/** The longest pause inside a fast scan: a busy machine may hold one key back. */
const FAST_PAUSE = 120
/** Scanners as slow as this exist; people as fast as this do too. */
const SLOW_GAP = 115
/** A pause that ends whatever was being typed: no scanner known is slower. */
export const LONGEST_PAUSE = 150
/** A pause this many times the pace behind it, and this long, is where typing ended and a scan began. */
const BREAK_FACTOR = 4
const BREAK_PAUSE = 45
/** So many fast characters before a pause are the scan's own, and the pause only a hiccup. */
const OWN_START = 3
/** A scanner that sends no suffix is done when nothing came for so long: as long as a hiccup may be. */
const LEAST_SILENCE = 100
/** How far a slow scanner's keys stray from its pace. */
const SLOW_STRAY = 0.5

/**
 * How many of the last characters are a scan, or 0 for none. What was typed by hand before them is left out.
 *
 * @param ended `suffix` when Enter or Tab came behind them, `silence` when nothing came for a while
 */
export function scanLength(
  typed: readonly TypedCharacter[],
  ended: 'suffix' | 'silence',
  rules: ScanRules = DEFAULT_SCAN_RULES,
): number {
  const run = lastRun(typed, LONGEST_PAUSE)
  const least = ended === 'suffix' ? rules.minimumLength : rules.minimumLengthWithoutSuffix
  // A number whose check digit is right is one scan, whatever hiccup came in between.
  const candidates = isGtin(textOf(run)) ? [run] : [behindBreak(run), run]
  for (const candidate of candidates) {
    if (candidate.length < least) continue
    if (isFastScan(candidate, ended) || isSlowScan(candidate, ended, rules.slowPace)) return candidate.length
  }
  return 0
}

/** Whether what is being typed is a scan for sure already, before its end. */
export function isScanUnderWay(typed: readonly TypedCharacter[]): boolean {
  const run = behindBreak(lastRun(typed, FAST_PAUSE))
  return run.length >= DEFAULT_SCAN_RULES.minimumLength && isFast(run)
}

/** How long to wait for the next key before a scan without suffix is over. Milliseconds. */
export function silenceAfter(typed: readonly TypedCharacter[]): number {
  const pace = paceOf(lastRun(typed, LONGEST_PAUSE))
  return Math.min(Math.max(LEAST_SILENCE, 4 * pace), LONGEST_PAUSE)
}

/** The pace of a scan that is slow enough to be mistaken for a person, or null: what to recognise its like by. */
export function slowPaceOf(scan: readonly TypedCharacter[]): number | null {
  return slowestLearned(paceOf(scan))
}

/** The pace to recognise a learned scanner by: null for one that no person is as fast as. Milliseconds a key. */
export function slowestLearned(pace: number): number | null {
  return pace > FAST_GAP ? pace : null
}

function isFastScan(run: readonly TypedCharacter[], ended: 'suffix' | 'silence'): boolean {
  return isFast(run) && (ended === 'suffix' || looksLikeCode(textOf(run)))
}

/** Without a suffix even a fast text must look like a code: programs type texts too. */
function looksLikeCode(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '').length
  return !/\s/.test(text) && digits * 2 >= text.length
}

function isFast(run: readonly TypedCharacter[]): boolean {
  const gaps = gapsOf(run)
  return gaps.length > 0 && median(gaps) <= FAST_GAP && Math.max(...gaps) <= FAST_PAUSE
}

/**
 * At a person's pace only a number with a right check digit is a scan; once such a one was seen at this till, also
 * other codes with a digit in them that come at just its pace, which no person keeps.
 */
function isSlowScan(
  run: readonly TypedCharacter[],
  ended: 'suffix' | 'silence',
  slowPace: number | null,
): boolean {
  if (ended !== 'suffix') return false
  const gaps = gapsOf(run)
  if (isGtin(textOf(run))) return median(gaps) <= SLOW_GAP
  if (slowPace === null || !/\d/.test(textOf(run))) return false
  return gaps.every(gap => Math.abs(gap - slowPace) <= SLOW_STRAY * slowPace)
}

/** The part of a run behind its last break: a pause far longer than the pace of what follows it. */
function behindBreak(run: readonly TypedCharacter[]): readonly TypedCharacter[] {
  const gaps = gapsOf(run)
  for (let i = gaps.length - 1; i >= 0; i--) {
    const gap = gaps[i] ?? 0
    const following = gaps.slice(i + 1)
    if (following.length < 2 || gap < BREAK_PAUSE || gap < BREAK_FACTOR * median(following)) continue
    const before = lastRun(run.slice(0, i + 1), BREAK_PAUSE)
    if (before.length >= OWN_START && isFast(before) && gap <= FAST_PAUSE) continue
    return run.slice(i + 1)
  }
  return run
}

/** The characters behind the last pause that is longer than this. */
function lastRun(typed: readonly TypedCharacter[], longestPause: number): readonly TypedCharacter[] {
  for (let i = typed.length - 1; i > 0; i--) {
    if ((typed[i]?.at ?? 0) - (typed[i - 1]?.at ?? 0) > longestPause) return typed.slice(i)
  }
  return typed
}

function gapsOf(run: readonly TypedCharacter[]): number[] {
  return run.slice(1).map((one, i) => one.at - (run[i]?.at ?? one.at))
}

function paceOf(run: readonly TypedCharacter[]): number {
  return median(gapsOf(run))
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function textOf(run: readonly TypedCharacter[]): string {
  return run.map(one => one.text).join('')
}
