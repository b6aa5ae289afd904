import type { ClockRange } from './guard/read-update.ts'

/** From which struct of a Yjs client on a journal was brought by a connection whose clock was off by so much. */
export interface ClockMark {
  /** The Yjs client id. */
  readonly client: number
  /** Of the first struct that it is about. */
  readonly from: number
  /** Device clock minus relay clock when the connection was opened, milliseconds. */
  readonly offset: number
}

/** Marks what one connection brings to one document: a mark for each Yjs client it uses, with its first new struct. */
export class ClockMarker {
  readonly #offset: number
  readonly #marked = new Set<number>()

  /** @param offset device clock minus relay clock when the connection was opened, milliseconds */
  constructor(offset: number) {
    this.#offset = offset
  }

  /** @param stateOf up to which clock of a Yjs client the document has structs, before those of `news` are in it */
  mark(news: readonly ClockRange[], stateOf: (client: number) => number): ClockMark[] {
    const marks: ClockMark[] = []
    for (const { client, from } of news) {
      if (this.#marked.has(client)) continue
      this.#marked.add(client)
      marks.push({ client, from: Math.max(from, stateOf(client)), offset: this.#offset })
    }
    return marks
  }
}
