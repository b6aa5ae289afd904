import type { KeypadKey } from '../ui/keypad.tsx'

/** A part of the screen that takes the digits typed on the keyboard: an open keypad. */
export interface DigitTaker {
  readonly press: (key: KeypadKey) => void
  /** Forgets what was entered: it was a scanner that typed it. */
  readonly clear: () => void
  readonly enter: () => void
  readonly escape: () => void
  /** Takes a letter that a person typed by itself, outside of any field. Tells whether it meant something. */
  readonly letter?: (letter: string) => boolean
  /** Takes what was scanned. Tells whether it was asked for here. */
  readonly scan?: (code: string) => boolean
}

const takers: DigitTaker[] = []

/** From now on the keyboard's digits go here; the last one asked wins. Returns how to give them back. */
export function takeDigits(taker: DigitTaker): () => void {
  takers.push(taker)
  return () => {
    const index = takers.indexOf(taker)
    if (index >= 0) takers.splice(index, 1)
  }
}

/** Who gets the keyboard's digits now, if anybody. */
export function currentDigitTaker(): DigitTaker | undefined {
  return takers.at(-1)
}
