/**
 * Letters typed with no field in focus begin a search. A scanner types too, and its keys are told from a person's
 * only after a few: so typed letters wait until nothing more came for a moment, and a scan takes them back.
 */
export interface TypeAnywhere {
  /** A character was typed outside of any field. */
  readonly type: (character: string) => void
  /** Any key went down, also one that was recognised as a scanner's: typing is not over yet. */
  readonly stillTyping: () => void
  /** Hands over at once what waits; tells whether there was anything. */
  readonly flush: () => boolean
  /** It was a scan: nothing of it is a search. */
  readonly forget: () => void
}

/** Longer than the pause between the keys of common scanners, shorter than anybody notices. Milliseconds. */
const PATIENCE_MS = 90

/** @param begin gets what was typed, once it is sure that a person typed it */
export function makeTypeAnywhere(begin: (text: string) => void): TypeAnywhere {
  let waiting = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    clearTimeout(timer)
    const text = waiting
    waiting = ''
    if (text !== '') begin(text)
    return text !== ''
  }
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(flush, PATIENCE_MS)
  }
  return {
    type(character) {
      waiting += character
      wait()
    },
    stillTyping() {
      if (waiting !== '') wait()
    },
    flush,
    forget() {
      clearTimeout(timer)
      waiting = ''
    },
  }
}
