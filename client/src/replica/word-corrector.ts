/** Shorter words are typed right, or are everything: with one letter wrong they would be like half of a catalog. */
const SHORTEST = 4
/** From this length on two letters may be wrong. */
const LONG = 8
const LETTERS = 26
const CODE_OF_A = 97

/**
 * The words of a catalog, to find those that somebody probably meant: at most one letter wrong, missing, too many or
 * two swapped, in long words two. Words are compared with the starts of others, because people type starts.
 */
export class WordCorrector {
  /** Each word with the letters it has, as bits: most words are told apart by them alone. */
  readonly #words = new Map<string, number>()

  add(word: string): void {
    if (word.length >= SHORTEST - 1 && !this.#words.has(word) && !/^\d+$/.test(word))
      this.#words.set(word, lettersOf(word))
  }

  clear(): void {
    this.#words.clear()
  }

  /** Words that the typed one may be meant for, the likeliest first; none for a number or a short word. */
  suggest(typed: string, most: number): string[] {
    if (typed.length < SHORTEST || /^\d+$/.test(typed)) return []
    const allowed = typed.length < LONG ? 1 : 2
    const letters = lettersOf(typed)
    const found: { readonly word: string; readonly rank: number }[] = []
    for (const [word, has] of this.#words) {
      // Each letter that the word lacks altogether is a mistake of its own.
      if (bitsOf(letters & ~has) > allowed || word.length < typed.length - allowed) continue
      const distance = distanceToStart(typed, word, allowed)
      // A wrong first letter is rare.
      if (distance <= allowed)
        found.push({ word, rank: distance * 2 + (word.charAt(0) === typed.charAt(0) ? 0 : 1) })
    }
    found.sort((a, b) => a.rank - b.rank || a.word.length - b.word.length || (a.word < b.word ? -1 : 1))
    return found.slice(0, most).map(each => each.word)
  }
}

/** Letters from a to z have a bit each, everything else shares the rest. */
function lettersOf(word: string): number {
  let letters = 0
  for (let i = 0; i < word.length; i++) {
    const place = word.charCodeAt(i) - CODE_OF_A
    letters |= 1 << (place >= 0 && place < LETTERS ? place : LETTERS + (word.charCodeAt(i) % 5))
  }
  return letters
}

function bitsOf(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}

/**
 * How many letters have to be changed, added, taken away or swapped with their neighbour, to make a text the start of
 * a word (optimal string alignment); anything above `most` may be told as more than it.
 */
export function distanceToStart(text: string, word: string, most: number): number {
  const width = Math.min(word.length, text.length + most)
  let before: number[] = []
  let last: number[] = Array.from({ length: width + 1 }, (_, i) => i)
  for (let row = 1; row <= text.length; row++) {
    const now = [row]
    let least = row
    for (let column = 1; column <= width; column++) {
      const isSame = text.charAt(row - 1) === word.charAt(column - 1)
      let distance = Math.min(
        (last[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      )
      const isSwapped =
        row > 1 &&
        column > 1 &&
        text.charAt(row - 1) === word.charAt(column - 2) &&
        text.charAt(row - 2) === word.charAt(column - 1)
      if (isSwapped) distance = Math.min(distance, (before[column - 2] ?? 0) + 1)
      now.push(distance)
      least = Math.min(least, distance)
    }
    if (least > most) return most + 1
    before = last
    last = now
  }
  return Math.min(...last)
}
