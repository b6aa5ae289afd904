import * as v from 'valibot'

const problem = v.object({ error: v.object({ code: v.string() }) })

/** The bridge answered, and refused. */
export class BridgeRefusal extends Error {
  readonly code: string
  constructor(code: string) {
    super(`the print bridge refused: ${code}`)
    this.name = 'BridgeRefusal'
    this.code = code
  }

  /** Of an answer that is no success. */
  static from(status: number, said: unknown): BridgeRefusal {
    const told = v.safeParse(problem, said)
    return new BridgeRefusal(told.success ? told.output.error.code : String(status))
  }
}
