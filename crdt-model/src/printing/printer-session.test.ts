import { describe, expect, it } from 'vitest'
import { type JobToPrint, SESSION_TIMES } from './job-to-print.ts'
import type { PrintLink, PrintLinkListener } from './print-link.ts'
import { PrinterSession } from './printer-session.ts'

/** Time that goes by only when everything waits: a minute of a printer's silence takes no time. */
class FakeTime {
  #now = 0
  #timers: { at: number; then: () => void }[] = []

  readonly startTimer = (milliseconds: number, then: () => void) => {
    const timer = { at: this.#now + milliseconds, then }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer)
    }
  }

  async until<T>(done: Promise<T>): Promise<T> {
    let over = false
    const watched = done.finally(() => {
      over = true
    })
    while (!over) {
      for (let turn = 0; turn < 50 && !over; turn++) await Promise.resolve()
      if (over) break
      const next = this.#timers.sort((a, b) => a.at - b.at).shift()
      if (!next) throw new Error('nothing more happens')
      this.#now = next.at
      next.then()
    }
    return watched
  }
}

/** A printer that is scripted byte by byte. */
class FakeLink implements PrintLink {
  written: number[] = []
  onWrite: (bytes: number[]) => void = () => undefined
  listener: PrintLinkListener | null = null

  async write(bytes: Uint8Array): Promise<void> {
    this.written.push(...bytes)
    this.onWrite([...bytes])
  }
  listen(listener: PrintLinkListener): void {
    this.listener = listener
  }
  async close(): Promise<void> {}
  say(...bytes: number[]): void {
    this.listener?.onBytes(Uint8Array.from(bytes))
  }
}

function rig() {
  const time = new FakeTime()
  const link = new FakeLink()
  const proofs: string[] = []
  const options = {
    startTimer: time.startTimer,
    times: SESSION_TIMES,
    onProof: (id: string) => void proofs.push(id),
  }
  return { time, link, proofs, session: new PrinterSession(link, options) }
}

const JOB: JobToPrint = {
  bytes: Uint8Array.of(65, 66, 10),
  processId: 'ABCD',
  proof: 'auto',
  mustAnswer: false,
  afterInterruption: false,
  beforeFirstByte: async () => undefined,
  onWritten: () => undefined,
}
const ID = [0x37, 0x22, 65, 66, 67, 68, 0]
const isStatus = (bytes: number[]) => bytes[0] === 0x10 && bytes[1] === 0x04
const isOrdered = (bytes: number[]) => bytes[0] === 0x1d && bytes[1] === 0x72
const isId = (bytes: number[]) => bytes[0] === 0x1d && bytes[1] === 0x28

describe('a conversation with a printer', () => {
  it('[Q6] is confirmed by the id alone where the printer says ids, however late', async () => {
    const { time, link, session } = rig()
    link.onWrite = bytes => {
      if (isStatus(bytes)) link.say(0x12)
      if (isId(bytes)) time.startTimer(5000, () => link.say(...ID))
    }
    expect(await time.until(session.print(JOB))).toEqual({ kind: 'confirmed', by: 'processId' })
  })

  it('[Q6] is not confirmed by bytes that were taken', async () => {
    const { time, session } = rig()
    expect(await time.until(session.print(JOB))).toEqual({ kind: 'unknown', reason: 'no-answer' })
  })

  it('[Q5] sends nothing to a printer that cannot print, or has fallen silent', async () => {
    const first = rig()
    first.link.onWrite = bytes => first.link.say(...(isStatus(bytes) ? [bytes[2] === 2 ? 0x16 : 0x1a] : []))
    expect(await first.time.until(first.session.print(JOB))).toEqual({
      kind: 'not-sent',
      reason: 'cover-open',
    })
    const second = rig()
    const outcome = await second.time.until(second.session.print({ ...JOB, mustAnswer: true }))
    expect(outcome).toEqual({ kind: 'not-sent', reason: 'busy' })
    expect([...first.link.written, ...second.link.written]).not.toContain(65)
  })

  it('[Q5] sends nothing when "sending" could not be written down', async () => {
    const { time, link, session } = rig()
    const failing = session.print({ ...JOB, beforeFirstByte: () => Promise.reject(new Error('disk full')) })
    await expect(time.until(failing)).rejects.toThrow('disk full')
    expect(link.written).not.toContain(65)
  })

  it('[Q7] takes no answer to the question of an earlier job for its own', async () => {
    const { time, link, session } = rig()
    link.onWrite = bytes => isStatus(bytes) && link.say(0x12)
    expect(await time.until(session.print(JOB))).toMatchObject({ kind: 'unknown' })
    let asked = 0
    link.onWrite = bytes => {
      if (isStatus(bytes)) link.say(0x12)
      // The answer to the first job's question comes now; the second one's never does.
      if (isOrdered(bytes) && ++asked === 1) link.say(0x00)
    }
    expect(await time.until(session.print({ ...JOB, processId: 'BBBB' }))).toMatchObject({ kind: 'unknown' })
  })

  it('[Q7] believes only an id after a job that broke off, and flushes what that left', async () => {
    const { time, link, session } = rig()
    link.onWrite = bytes => {
      if (isStatus(bytes)) link.say(0x12)
      if (isOrdered(bytes)) link.say(0x00)
    }
    const outcome = await time.until(session.print({ ...JOB, afterInterruption: true }))
    expect(outcome).toEqual({ kind: 'unknown', reason: 'no-answer' })
    expect(link.written.filter(byte => byte === 0).length).toBeGreaterThanOrEqual(8192)
  })

  it('[Q8] hears an id long after its job was given up', async () => {
    const { time, link, session, proofs } = rig()
    await time.until(session.print(JOB))
    link.say(...ID)
    expect(proofs).toEqual(['ABCD'])
  })

  it('takes a late status answer for none of the next questions', async () => {
    const { time, link, session } = rig()
    const late: number[] = []
    link.onWrite = bytes => isStatus(bytes) && late.push(bytes[2] ?? 0)
    link.say(0x12)
    expect(await time.until(session.askStatus())).toMatchObject({ bytes: { printer: undefined } })
    const asking = session.askStatus()
    // "Drawer pin high", as the answer to question 1, would mean an open cover as the answer to question 2.
    link.say(0x16)
    link.onWrite = bytes => isStatus(bytes) && link.say(0x12)
    expect((await time.until(asking)).status).toMatchObject({ cover: 'closed', drawerPin: 'low' })
  })

  it('ends at once when the link is lost, as unknown from the first byte on', async () => {
    const { time, link, session } = rig()
    link.onWrite = bytes => {
      if (isStatus(bytes)) link.say(0x12)
      if (isId(bytes)) link.listener?.onLost()
    }
    expect(await time.until(session.print(JOB))).toEqual({ kind: 'unknown', reason: 'link-lost' })
    expect(await time.until(session.print(JOB))).toEqual({ kind: 'not-sent', reason: 'unreachable' })
  })
})
