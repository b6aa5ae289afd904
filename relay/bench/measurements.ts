import type { Driver } from './driver/start-driver.ts'
import type { Target } from './driver/tasks.ts'
import type { MeasuredServer, ServerKind } from './servers/measured-server.ts'
import { type Figure, median, percentile } from './table.ts'

/** How much is measured. */
export interface Sizes {
  readonly tills: number
  readonly selling: number
  readonly floodEach: number
  readonly floodRounds: number
  /** Documents in a flood: the first is what the target is for. */
  readonly floodDocuments: readonly number[]
  readonly steadySales: number
  readonly outageSales: number
  readonly storedDocuments: number
  readonly historyDays: number
  readonly oneByOne: number
}

export interface Bench {
  readonly servers: readonly MeasuredServer[]
  readonly driver: Driver
  readonly sizes: Sizes
  /** A number of days that nobody has used yet, the first of them. */
  takeDays(count: number): number
}

/** Updates under way at a writer. */
const WINDOW = 64
/** After the morning and before the outage. */
const SALES_OF_THE_MORNING = 20
/** What an idle server takes to let go of what nobody uses. */
const SETTLE_MS = 15_000
const MB = 1024 * 1024
/** A server is quiet when it used next to nothing of a core for five looks: Hocuspocus stores after 2 s. */
const LOOK_MS = 500
const QUIET_LOOKS = 5
const MOST_LOOKS = 120
const IDLE_SHARE = 0.03

/** By the name for `--only`. */
export const MEASUREMENTS: Readonly<Record<string, (bench: Bench) => Promise<Figure[]>>> = {
  throughput: measureThroughput,
  durability: measureDurability,
  latency: measureLatency,
  outage: measureOutage,
  memory: measureMemory,
  stored: measureStoredDocuments,
  history: measureHistory,
}

/** Updates a second: committed, acknowledged and delivered at ours; taken into memory and delivered at the others. */
async function measureThroughput(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const documents of bench.sizes.floodDocuments) figures.push(...(await floodAll(bench, documents)))
  return figures
}

async function floodAll(bench: Bench, documents: number): Promise<Figure[]> {
  const { servers, driver, sizes, takeDays } = bench
  const rates = emptySamples()
  const costs = emptySamples()
  const wholeCosts = emptySamples()
  const driverLoads = emptySamples()
  // The first round warms up. The servers take turns, so that what the machine does besides meets all of them.
  for (let round = 0; round <= sizes.floodRounds; round++) {
    for (const server of servers) {
      const flood = { target: targetOf(server), documents, window: WINDOW, day: takeDays(1) }
      const before = await server.processorTime()
      const { rate, driverLoad } = await driver.do('flood', { ...flood, each: sizes.floodEach })
      const after = await server.processorTime()
      // What a server does behind its acknowledgements must not fall into another's turn.
      const whole = await settledProcessorTime(server)
      if (round === 0) continue
      rates[server.kind].push(rate)
      driverLoads[server.kind].push(driverLoad)
      costs[server.kind].push((after - before) / (documents * sizes.floodEach))
      wholeCosts[server.kind].push((whole - before) / (documents * sizes.floodEach))
    }
  }
  const name = `updates/s, ${documents} documents`
  const values = valuesOf(servers, kind => median(rates[kind]))
  const slowest = valuesOf(servers, kind => Math.min(...rates[kind]))
  const cost = valuesOf(servers, kind => median(costs[kind]))
  const wholeCost = valuesOf(servers, kind => median(wholeCosts[kind]))
  const driverLoad = valuesOf(servers, kind => median(driverLoads[kind]) * 100)
  return [
    { name, unit: '/s', values, target: { kind: 'ratio', to: 'y-websocket', atLeast: 1 } },
    { name, unit: '/s', values, target: { kind: 'ratio', to: 'hocuspocus', atLeast: 5 } },
    { name: `  slowest of ${sizes.floodRounds} rounds`, unit: '/s', values: slowest },
    { name: '  processor time of the server for one update', unit: 'µs', values: cost },
    { name: '  with what it does afterwards (rows, signatures; stores)', unit: 'µs', values: wholeCost },
    { name: '  share of a core that the driver needed', unit: '%', values: driverLoad },
  ]
}

/** What of that which was acknowledged is still there when the server is killed at that moment. */
async function measureDurability({ servers, driver, sizes, takeDays }: Bench): Promise<Figure[]> {
  const kept: Partial<Record<ServerKind, number>> = {}
  const documents = sizes.floodDocuments[0] ?? 50
  for (const server of servers) {
    const flood = { target: targetOf(server), documents, day: takeDays(1) }
    await driver.do('flood', { ...flood, each: sizes.floodEach, window: WINDOW })
    await server.crash()
    kept[server.kind] = (await driver.do('countEntries', flood)) / (documents * sizes.floodEach)
  }
  const values = valuesOf(servers, kind => (kept[kind] ?? 0) * 100)
  return [{ name: 'acknowledged updates that outlive kill -9 of the server', unit: '%', values }]
}

async function measureLatency({ servers, driver, sizes, takeDays }: Bench): Promise<Figure[]> {
  const samples = emptySamples()
  for (const server of servers) {
    samples[server.kind] = await driver.do('sellSteadily', {
      target: targetOf(server),
      connected: sizes.tills,
      selling: sizes.selling,
      everyMs: 1000,
      sales: sizes.steadySales,
      day: takeDays(1),
    })
  }
  const name = `sale → acknowledged, ${sizes.tills} tills, ${sizes.selling} sell`
  return [
    { name: `${name}, p50`, unit: 'ms', values: valuesOf(servers, kind => median(samples[kind])) },
    { name: `${name}, p99`, unit: 'ms', values: valuesOf(servers, kind => percentile(samples[kind], 0.99)) },
  ]
}

/** The server goes away, every till sells on, the server comes back, and all of them at once. */
async function measureOutage({ servers, driver, sizes, takeDays }: Bench): Promise<Figure[]> {
  const seconds: Partial<Record<ServerKind, number>> = {}
  const peaks: Partial<Record<ServerKind, number>> = {}
  const grown: Partial<Record<ServerKind, number>> = {}
  for (const server of servers) {
    const target = targetOf(server)
    const morning = { target, count: sizes.tills, sales: SALES_OF_THE_MORNING, day: takeDays(1) }
    await driver.do('sellBeforeOutage', morning)
    await driver.do('sellInOutage', { target, sales: sizes.outageSales })
    await server.restart()
    const before = await server.memory()
    server.forgetPeak()
    seconds[server.kind] = (await driver.do('comeBack', { target })) / 1000
    const peak = server.peakRss()
    if (peak === undefined) continue
    peaks[server.kind] = peak / MB
    grown[server.kind] = (peak - before.rss) / MB
  }
  const name = `${sizes.tills} tills come back with ${sizes.outageSales} sales each`
  return [
    { name: `${name}: all acknowledged`, unit: 's', values: seconds },
    { name: '  peak memory of the process', unit: 'MB', values: peaks },
    { name: '  above what it had before', unit: 'MB', values: grown },
  ]
}

/** What the process holds, garbage collected, for each more that is connected or open. */
async function measureMemory({ servers, driver, sizes, takeDays }: Bench): Promise<Figure[]> {
  const perConnection: Partial<Record<ServerKind, number>> = {}
  const perTill: Partial<Record<ServerKind, number>> = {}
  const leftOver: Partial<Record<ServerKind, number>> = {}
  for (const server of servers) {
    const target = targetOf(server)
    const count = sizes.tills
    // The first connections make room that later ones use again: they are no till's own.
    await driver.do('connect', { target, count, day: takeDays(1), shared: true })
    await driver.do('disconnect', undefined)
    await pause(SETTLE_MS)
    const idle = await server.memory()
    await driver.do('connect', { target, count, day: 0, shared: true })
    const onOneDocument = await server.memory()
    await driver.do('disconnect', undefined)
    await pause(SETTLE_MS)
    await driver.do('connect', { target, count, day: takeDays(1), shared: false })
    const onOwnDocuments = await server.memory()
    await driver.do('disconnect', undefined)
    await pause(SETTLE_MS)
    const afterwards = await server.memory()
    perConnection[server.kind] = (onOneDocument.held - idle.held) / count / 1024
    perTill[server.kind] = (onOwnDocuments.held - idle.held) / count / 1024
    leftOver[server.kind] = Math.max(0, afterwards.held - idle.held) / count / 1024
  }
  const perDocument = valuesOf(servers, kind => (perTill[kind] ?? 0) - (perConnection[kind] ?? 0))
  return [
    { name: 'memory for an idle connected till, on its own journal', unit: 'KB', values: perTill },
    { name: '  of this its connection', unit: 'KB', values: perConnection },
    { name: '  of this its open, empty document', unit: 'KB', values: perDocument },
    { name: '  left when all have gone', unit: 'KB', values: leftOver },
  ]
}

/** Documents that lie in the database and that nobody has open. */
async function measureStoredDocuments({ servers, driver, sizes, takeDays }: Bench): Promise<Figure[]> {
  const server = servers.find(({ kind }) => kind === 'evertill')
  if (server === undefined) return []
  await server.restart()
  const before = await server.memory()
  const tillCount = Math.min(sizes.tills, 500)
  const firstDay = takeDays(Math.ceil(sizes.storedDocuments / tillCount))
  const fill = { target: targetOf(server), documents: sizes.storedDocuments, sales: 1, tillCount, firstDay }
  await driver.do('fillStore', fill)
  await server.restart()
  const after = await server.memory()
  return [
    {
      name: `memory for each of ${sizes.storedDocuments} stored documents`,
      unit: 'bytes',
      values: { evertill: (after.held - before.held) / sizes.storedDocuments },
      // Nothing: less than the noise of a process that was started anew.
      target: { kind: 'bound', atMost: (2 * MB) / sizes.storedDocuments },
    },
  ]
}

/** What one more sale costs a till on its first day, after years, and late on a long day. */
async function measureHistory({ servers, driver, sizes, takeDays }: Bench): Promise<Figure[]> {
  const server = servers.find(({ kind }) => kind === 'evertill')
  if (server === undefined) return []
  const target = targetOf(server)
  const firstDay = takeDays(sizes.historyDays + 2)
  const costOfSales = async (till: number, day: number, before: number) => {
    const sales = sizes.oneByOne
    await driver.do('sellOneByOne', { target, till, day, before, sales: 1 })
    // What the relay does behind the commits (checking signatures, making rows) is not the next sales' cost.
    await pause(SETTLE_MS)
    const usedBefore = await server.processorTime()
    const latencies = await driver.do('sellOneByOne', { target, till, day, before: 0, sales })
    const used = (await server.processorTime()) - usedBefore
    return { ms: median(latencies), cpu: used / sales }
  }
  // The first till has the history; the second has none.
  const fill = { target, documents: sizes.historyDays, sales: 20, tillCount: 1, firstDay }
  await driver.do('fillStore', fill)
  await costOfSales(2, firstDay, 0)
  const young = await costOfSales(1, firstDay + sizes.historyDays, 0)
  const old = await costOfSales(0, firstDay + sizes.historyDays, 0)
  const long = await costOfSales(1, firstDay + sizes.historyDays + 2, 5000)
  return [
    { name: 'one more sale on day 1', unit: 'ms', values: { evertill: young.ms } },
    {
      name: `one more sale on day ${sizes.historyDays}`,
      unit: 'ms',
      values: { evertill: old.ms },
      target: { kind: 'bound', atMost: young.ms * 1.2 },
    },
    { name: 'sale 5,001 of one day', unit: 'ms', values: { evertill: long.ms } },
    { name: '  processor time of the relay on day 1', unit: 'µs', values: { evertill: young.cpu } },
    { name: `  on day ${sizes.historyDays}`, unit: 'µs', values: { evertill: old.cpu } },
    { name: '  from sale 5,001', unit: 'µs', values: { evertill: long.cpu } },
  ]
}

/** The processor time that a server has used once it does nothing any more, microseconds. */
async function settledProcessorTime(server: MeasuredServer): Promise<number> {
  let used = await server.processorTime()
  for (let quiet = 0, looks = 0; quiet < QUIET_LOOKS && looks < MOST_LOOKS; looks++) {
    await pause(LOOK_MS)
    const now = await server.processorTime()
    quiet = now - used < LOOK_MS * 1000 * IDLE_SHARE ? quiet + 1 : 0
    used = now
  }
  return used
}

function targetOf({ kind, port }: MeasuredServer): Target {
  return { kind, port }
}

function emptySamples(): Record<ServerKind, number[]> {
  return { evertill: [], 'y-websocket': [], hocuspocus: [] }
}

function valuesOf(
  servers: readonly MeasuredServer[],
  figureOf: (kind: ServerKind) => number,
): Partial<Record<ServerKind, number>> {
  return Object.fromEntries(servers.map(({ kind }) => [kind, figureOf(kind)]))
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
