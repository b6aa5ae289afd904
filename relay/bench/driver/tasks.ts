import { setUpTestShop, type TestShop } from '../../test/harness/shop.ts'
import type { ServerKind } from '../servers/measured-server.ts'
import { BenchLine, type BenchLineOptions } from './bench-line.ts'
import { type BenchJournal, BenchTill } from './bench-till.ts'
import { SPEAKERS } from './speakers.ts'

/** Which server a task is for. */
export interface Target {
  readonly kind: ServerKind
  readonly port: number
}

const PATIENCE_MS = 300_000

let shop: TestShop | undefined
let tills: BenchTill[] = []
/** Lines that stay open between two tasks. */
let openLines: BenchLine[] = []
/** Journals that are used by several tasks, by server and till. */
const journals = new Map<string, BenchJournal[]>()

/** What the driver can be asked to do, each in a process that is not the server's. Durations in milliseconds. */
export const TASKS = {
  /** Sets the shop up at our relay; the tills drive the other servers as well. */
  async openShop({ port, count }: { port: number; count: number }): Promise<void> {
    const url = `http://127.0.0.1:${port}`
    const relay = { port, pid: 0, url, syncUrl: `ws://127.0.0.1:${port}/sync` }
    shop = await setUpTestShop({ ...relay, lastOutput: () => '', end: async () => null }, count)
    tills = shop.tills.map(identity => new BenchTill(identity))
  },

  /**
   * Writers send as fast as they are acknowledged, with `window` updates each under way. Ends when each is
   * acknowledged and the other device that has the document open has received it.
   * @returns updates a second, and the share of a processor core that the driver itself needed for it
   */
  async flood(options: {
    target: Target
    documents: number
    each: number
    window: number
    day: number
  }): Promise<{ rate: number; driverLoad: number }> {
    const { target, documents, each, window, day } = options
    const writers = await Promise.all(
      tills.slice(0, documents).map(async till => {
        const journal = till.openJournal(day)
        const own = { client: journal.doc.clientID }
        const updates = await till.sell(journal, each)
        return { updates, next: 0, line: openLine(target, till, journal.document, own), journal }
      }),
    )
    const readers = writers.map(({ journal }) => openOwnersLine(target, journal.document))
    const lines = [...writers.map(({ line }) => line), ...readers]
    await until(lines, () => lines.every(line => line.isReady))
    const start = performance.now()
    const used = process.cpuUsage()
    const push = () => {
      for (const writer of writers) {
        for (; writer.line.outstanding < window && writer.next < each; writer.next++) {
          const update = writer.updates[writer.next]
          if (update !== undefined) writer.line.send(update)
        }
      }
    }
    await until(lines, () => {
      push()
      return lines.every(line => line.acknowledged === each || line.delivered === each)
    })
    const seconds = (performance.now() - start) / 1000
    const { user, system } = process.cpuUsage(used)
    for (const line of lines) line.close()
    return { rate: (each * documents) / seconds, driverLoad: (user + system) / 1e6 / seconds }
  },

  /** @returns how many entries the server has of the journals of a flood */
  async countEntries(options: { target: Target; documents: number; day: number }): Promise<number> {
    const { target, documents, day } = options
    const lines = tills
      .slice(0, documents)
      .map(till => openOwnersLine(target, till.openJournal(day).document))
    await until(lines, () => lines.every(line => line.isReady))
    const entries = lines.reduce((sum, line) => sum + line.delivered, 0)
    for (const line of lines) line.close()
    return entries
  },

  /**
   * All tills are connected, some sell, each once in `everyMs`.
   * @returns milliseconds from each sale to its acknowledgement
   */
  async sellSteadily(options: {
    target: Target
    connected: number
    selling: number
    everyMs: number
    sales: number
    day: number
  }): Promise<number[]> {
    const { target, connected, selling, everyMs, sales, day } = options
    const latencies: number[] = []
    const sellers: { updates: Uint8Array[]; line: BenchLine; sentAt: number[] }[] = []
    const lines: BenchLine[] = []
    for (const [index, till] of tills.slice(0, connected).entries()) {
      const journal = till.openJournal(day)
      const own = { client: journal.doc.clientID }
      const updates = index < selling ? await till.sell(journal, sales) : []
      const sentAt: number[] = []
      let told = 0
      const line = openLine(target, till, journal.document, own, entries => {
        for (const now = performance.now(); told < entries; told++)
          latencies.push(now - (sentAt[told] ?? now))
      })
      lines.push(line)
      if (updates.length > 0) sellers.push({ updates, line, sentAt })
    }
    await until(lines, () => lines.every(line => line.isReady))
    const start = performance.now()
    await until(lines, () => {
      const elapsed = performance.now() - start
      for (const [index, { updates, line, sentAt }] of sellers.entries()) {
        const due = Math.floor((elapsed - (index / sellers.length) * everyMs) / everyMs) + 1
        while (sentAt.length < Math.min(due, sales)) {
          const update = updates[sentAt.length]
          sentAt.push(performance.now())
          if (update !== undefined) line.send(update)
        }
      }
      return sellers.every(({ line }) => line.acknowledged === sales)
    })
    for (const line of lines) line.close()
    return latencies
  },

  /** The sales of the morning, acknowledged; the journals are kept for `comeBack`. */
  async sellBeforeOutage(options: {
    target: Target
    count: number
    sales: number
    day: number
  }): Promise<void> {
    const { target, count, sales, day } = options
    const all = tills.slice(0, count).map(till => ({ till, journal: till.openJournal(day) }))
    journals.set(
      target.kind,
      all.map(({ journal }) => journal),
    )
    for (const { till, journal } of all) await till.sell(journal, sales)
    await offerAll(target, all)
  },

  /** Each till sells on while the server is away. */
  async sellInOutage({ target, sales }: { target: Target; sales: number }): Promise<void> {
    const kept = journals.get(target.kind) ?? []
    for (const [index, journal] of kept.entries()) await tills[index]?.sell(journal, sales)
  },

  /** All tills come back at once. @returns milliseconds until everything is acknowledged */
  async comeBack({ target }: { target: Target }): Promise<number> {
    const kept = journals.get(target.kind) ?? []
    const all = kept.flatMap((journal, index) => {
      const till = tills[index]
      return till === undefined ? [] : [{ till, journal }]
    })
    const start = performance.now()
    await offerAll(target, all)
    return performance.now() - start
  },

  /** Opens lines that stay, each on its till's own journal of the day, or all on one document. */
  async connect(options: { target: Target; count: number; day: number; shared: boolean }): Promise<void> {
    const { target, count, day, shared } = options
    const lines = tills
      .slice(0, count)
      .map(till => openLine(target, till, shared ? 'settings' : till.openJournal(day).document))
    await until(lines, () => lines.every(line => line.isReady))
    openLines.push(...lines)
  },

  async disconnect(): Promise<void> {
    for (const line of openLines) line.close()
    openLines = []
  },

  /** Puts so many documents into our relay's store: a day each, over all tills, each with so many sales. */
  async fillStore(options: {
    target: Target
    documents: number
    sales: number
    tillCount: number
    firstDay: number
  }): Promise<void> {
    const { target, documents, sales, tillCount, firstDay } = options
    const some = tills.slice(0, tillCount)
    const AT_ONCE = 200
    for (let done = 0; done < documents; done += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, documents - done) }, (_, index) => done + index)
      const all = batch.flatMap(number => {
        const till = some[number % some.length]
        if (till === undefined) return []
        return [{ till, journal: till.openJournal(firstDay + Math.floor(number / some.length)) }]
      })
      for (const { till, journal } of all) await till.sell(journal, sales)
      await offerAll(target, all)
    }
  },

  /** One sale after the other, each sent when the one before it is acknowledged. @returns milliseconds of each */
  async sellOneByOne(options: {
    target: Target
    till: number
    day: number
    before: number
    sales: number
  }): Promise<number[]> {
    const { target, day, before, sales } = options
    const till = tills[options.till]
    if (till === undefined) throw new Error(`there is no till ${options.till}`)
    const journal = till.openJournal(day)
    await till.sell(journal, before)
    const own = ownOf(journal)
    let tell: () => void = () => {}
    const line = openLine(target, till, journal.document, own, () => tell())
    await until([line], () => line.isReady && line.acknowledged === before)
    const latencies: number[] = []
    for (const update of await till.sell(journal, sales)) {
      const acknowledged = new Promise<void>(resolve => {
        tell = resolve
      })
      const start = performance.now()
      line.send(update)
      await acknowledged
      latencies.push(performance.now() - start)
    }
    line.close()
    return latencies
  },
}

export type Tasks = typeof TASKS

function openLine(
  target: Target,
  till: BenchTill,
  document: string,
  own?: BenchLineOptions['own'],
  onAcknowledged?: (entries: number) => void,
): BenchLine {
  return new BenchLine({
    ...{ document, port: target.port, speaker: SPEAKERS[target.kind] },
    cookie: target.kind === 'evertill' ? till.identity.cookie : undefined,
    ...(own !== undefined && { own }),
    ...(onAcknowledged !== undefined && { onAcknowledged }),
  })
}

function openOwnersLine(target: Target, document: string): BenchLine {
  const cookie = target.kind === 'evertill' ? shop?.ownerCookie : undefined
  return new BenchLine({ document, port: target.port, speaker: SPEAKERS[target.kind], cookie })
}

/** The whole journal is brought along. */
function ownOf({ doc, entries }: BenchJournal): BenchLineOptions['own'] {
  return { client: doc.clientID, brings: { doc, entries } }
}

/** Connects, brings everything and waits until it is acknowledged. */
async function offerAll(
  target: Target,
  all: readonly { till: BenchTill; journal: BenchJournal }[],
): Promise<void> {
  const lines = all.map(({ till, journal }) => ({
    entries: journal.entries,
    line: openLine(target, till, journal.document, ownOf(journal)),
  }))
  await until(
    lines.map(({ line }) => line),
    () => lines.every(({ line, entries }) => line.acknowledged === entries),
  )
  for (const { line } of lines) line.close()
}

/** Waits for the condition, looking every millisecond. @throws when a line is closed meanwhile */
async function until(lines: readonly BenchLine[], holds: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!holds()) {
    const lost = lines.find(line => line.closedBecause !== undefined)
    if (lost !== undefined) throw new Error(`a line was closed: ${lost.closedBecause}`)
    if (performance.now() > deadline) throw new Error('it took longer than five minutes')
    await new Promise(resolve => setTimeout(resolve, 1))
  }
}
