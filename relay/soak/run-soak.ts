import * as Y from 'yjs'
import { makeRandom } from '../test/harness/random.ts'
import { setUpTestShop, type TestShop } from '../test/harness/shop.ts'
import { until } from '../test/harness/until.ts'
import { ALWAYS, AT_THE_END, type Evidence, expectAllWell, replicasAreEqual } from './checks.ts'
import { Line } from './line.ts'
import { Office } from './office.ts'
import { type OwnPostgresql, startOwnPostgresql } from './own-postgresql.ts'
import { type Fault, makePlan, type PlanSize } from './plan.ts'
import { projectionEqualsTheFold } from './projection-check.ts'
import { RelayFleet } from './relay-fleet.ts'
import { SoakTill } from './soak-till.ts'
import { SyncedDocument } from './synced-document.ts'

export interface SoakSize extends PlanSize {
  /** Longest pause of a till between two sales, and of an office between two edits, milliseconds. */
  readonly longestSalePauseMs: number
  readonly longestEditPauseMs: number
  /** How long it may take until everything is acknowledged after the last fault, milliseconds. */
  readonly patienceMs: number
}

export interface SoakReport {
  readonly seed: number
  readonly sales: number
  readonly edits: number
  readonly documents: number
  /** Copies that the relay did not take because frames had overtaken each other: they were fetched anew. */
  readonly refusedCopies: number
  readonly disk: OwnPostgresql['disk']
  readonly seconds: number
}

/** Between two looks of a relay for what others committed there are at most 5 s. */
const FAN_OUT_PATIENCE_MS = 15_000

/** What a copy whose frames came in another order may be refused with: PROTOCOL.md, section 5. */
const OVERTAKEN_CODES = new Set([4400, 4413, 4462])

/**
 * Runs a shop through the faults of the seed's plan and checks that nothing was lost.
 * @throws Error that says what is wrong, with the seed
 */
export async function runSoak(
  seed: number,
  size: SoakSize,
  say: (line: string) => void = () => {},
): Promise<SoakReport> {
  const startedAt = Date.now()
  const run = await SoakRun.open(seed, size, say)
  try {
    for (const { after, fault } of makePlan(seed, size)) {
      await pause(after)
      say(JSON.stringify(fault))
      await run.befall(fault)
    }
    await pause(size.longestPauseMs)
    return { seed, ...(await run.finish()), seconds: (Date.now() - startedAt) / 1000 }
  } catch (error) {
    throw new Error(`soak with seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  } finally {
    await run.close()
  }
}

class SoakRun {
  readonly #size: SoakSize
  readonly #say: (line: string) => void
  readonly #postgresql: OwnPostgresql
  readonly #fleet: RelayFleet
  readonly #random: () => number
  #shop: TestShop | undefined
  readonly #tills: SoakTill[] = []
  readonly #offices: Office[] = []
  readonly #documents = new Set<string>()
  /** What heals the faults that are under way beside others. */
  readonly #healing = new Map<NodeJS.Timeout, () => void>()

  static async open(seed: number, size: SoakSize, say: (line: string) => void): Promise<SoakRun> {
    const postgresql = await startOwnPostgresql()
    const fleet = await RelayFleet.open(postgresql.url, size.relays)
    const run = new SoakRun(seed, size, say, postgresql, fleet)
    try {
      await run.#openShop()
      return run
    } catch (error) {
      await run.close()
      throw error
    }
  }

  private constructor(
    seed: number,
    size: SoakSize,
    say: (line: string) => void,
    postgresql: OwnPostgresql,
    fleet: RelayFleet,
  ) {
    this.#size = size
    this.#say = say
    this.#postgresql = postgresql
    this.#fleet = fleet
    this.#random = makeRandom(seed + 1)
  }

  async #openShop(): Promise<void> {
    await this.#fleet.start()
    const shop = await setUpTestShop(this.#fleet.process, this.#size.tills)
    this.#shop = shop
    const random = this.#random
    const relayPort = () => this.#fleet.port(random)
    const mischief = { random, duplicates: 0.05, overtaken: 0.02 }
    for (let index = 0; index < this.#size.offices; index++) {
      const line = await Line.open(relayPort)
      const catalog = shop.tills[0]?.enrolled.catalog ?? ''
      this.#documents.add(`catalog/${catalog}`)
      const office = new Office({ name: `office${index}`, cookie: shop.ownerCookie, catalog, line, random })
      office.start(() => random() * this.#size.longestEditPauseMs)
      this.#offices.push(office)
    }
    for (const identity of shop.tills) {
      const line = await Line.open(relayPort)
      const till = new SoakTill({ identity, line, mischief, opened: name => this.#watch(name) })
      till.start(() => random() * this.#size.longestSalePauseMs)
      this.#tills.push(till)
    }
  }

  #watch(document: string): void {
    this.#documents.add(document)
    for (const office of this.#offices) office.watch(document)
  }

  async befall(fault: Fault): Promise<void> {
    const fleet = this.#fleet
    const postgresql = this.#postgresql
    switch (fault.kind) {
      case 'line cut':
        this.#lineOf(fault.device).cut()
        return this.#healAfter(fault.forMs, () => this.#lineOf(fault.device).heal())
      case 'line silent':
        this.#lineOf(fault.device).fallSilent()
        return this.#healAfter(fault.forMs, () => this.#lineOf(fault.device).heal())
      case 'slow reader': {
        const documents = this.#offices[fault.device - this.#tills.length]?.documents() ?? []
        for (const document of documents) document.stopReading()
        return this.#healAfter(fault.forMs, () => {
          for (const document of documents) document.readOn()
        })
      }
      case 'till crash':
        return this.#tills[fault.device]?.crash(() => Math.floor(this.#random() * (fault.forgets + 1)))
      case 'till clock':
        return this.#tills[fault.device]?.shiftClock(fault.shiftMs)
      case 'relay clock':
        return fleet.relay(fault.relay).shiftClock(fault.shiftMs)
      case 'relay stopped':
        await fleet.relay(fault.relay).stop()
        return fleet.start()
      case 'relay killed':
        if (fault.look) return this.#lookAfter(() => fleet.relay(fault.relay).kill())
        await fleet.relay(fault.relay).kill()
        return fleet.start()
      case 'redis killed':
        await fleet.killRedis()
        return this.#healAfter(fault.forMs, () => void fleet.startRedis())
      case 'database killed':
        await postgresql.kill()
        await pause(fault.forMs)
        return postgresql.start()
      case 'power cut':
        return this.#lookAfter(async () => {
          await Promise.all([postgresql.kill(), fleet.kill()])
          await postgresql.start()
        })
      case 'disk full':
        await postgresql.fill()
        await pause(fault.forMs)
        return postgresql.free()
      case 'disk slow':
        await postgresql.slowDown(fault.flushMs)
        await pause(fault.forMs)
        return postgresql.slowDown(0)
      case 'disk hangs': {
        const goOn = postgresql.hang()
        await pause(fault.forMs)
        return goOn()
      }
    }
  }

  /** Waits until everything is acknowledged and everywhere, and checks all that must hold. */
  async finish(): Promise<Omit<SoakReport, 'seed' | 'seconds'>> {
    for (const [timer, heal] of this.#healing) {
      clearTimeout(timer)
      heal()
    }
    await Promise.all(this.#tills.map(till => till.stop()))
    for (const office of this.#offices) office.stop()
    const isSettled = () => this.#undeservedRefusals().length > 0 || this.#isAllSafe()
    await until('everything is acknowledged', isSettled, this.#size.patienceMs).catch(error => {
      throw new Error(`${error instanceof Error ? error.message : error}: ${this.#notSafe().join(', ')}`)
    })
    const undeserved = this.#undeservedRefusals()
    if (undeserved.length > 0) throw new Error(`refused without a reason: ${undeserved.join(', ')}`)
    let evidence = await this.#gather()
    const areEqual = async () => {
      if (replicasAreEqual(evidence).length === 0) return true
      evidence = await this.#gather()
      return false
    }
    // What differs for ever is named by the check below.
    await until('replicas are equal', areEqual, this.#size.patienceMs).catch(() => {})
    await expectAllWell(AT_THE_END, evidence)
    const { url } = this.#postgresql
    const wrong = await projectionEqualsTheFold(url, this.#tills, this.#size.patienceMs)
    if (wrong.length > 0) throw new Error(`rows for reports are wrong:\n${wrong.slice(0, 20).join('\n')}`)
    return {
      sales: this.#tills.reduce((sum, till) => sum + till.kept.length, 0),
      edits: this.#offices.reduce((sum, office) => sum + office.written.length, 0),
      documents: this.#documents.size,
      refusedCopies: this.#tills.reduce((sum, till) => sum + till.refusals.length, 0),
      disk: this.#postgresql.disk,
    }
  }

  async close(): Promise<void> {
    for (const timer of this.#healing.keys()) clearTimeout(timer)
    await Promise.all(this.#tills.map(till => till.stop()))
    for (const one of [...this.#tills, ...this.#offices]) one.close()
    await this.#fleet.remove()
    await this.#postgresql.remove()
  }

  #isAllSafe(): boolean {
    // What was fetched anew is completed as soon as it is there.
    for (const till of this.#tills) till.repair()
    return [...this.#tills, ...this.#offices].every(one => one.isSafe)
  }

  /** The documents that still hold something the relay has not acknowledged. */
  #notSafe(): string[] {
    const documents = [...this.#tills, ...this.#offices].flatMap(one => one.documents())
    return documents.filter(document => !document.isSafe).map(({ name, state }) => `${name} (${state})`)
  }

  #undeservedRefusals(): string[] {
    return [
      ...this.#tills.flatMap(till => till.refusals.filter(({ code }) => !OVERTAKEN_CODES.has(code))),
      ...this.#offices.flatMap(office => office.refusals),
    ].map(({ name, code }) => `${name} with ${code}`)
  }

  /**
   * Cuts everybody off, lets it happen, and looks at what the relay has before anybody can bring anything back.
   */
  async #lookAfter(disaster: () => Promise<void>): Promise<void> {
    const lines = [...this.#tills, ...this.#offices].map(one => one.line)
    // Held: a fault that ends meanwhile would let somebody be told of what is newer than what is looked at.
    for (const line of lines) line.hold()
    await disaster()
    await this.#fleet.start()
    await this.#expectNothingLost()
    for (const line of lines) line.letGo()
    this.#say('everything that had been acknowledged was there')
  }

  /** A relay may take a moment to hear what another one has committed; one by itself has no such excuse. */
  async #expectNothingLost(): Promise<void> {
    const deadline = Date.now() + (this.#fleet.size > 1 ? FAN_OUT_PATIENCE_MS : 0)
    for (;;) {
      try {
        return await expectAllWell(ALWAYS, await this.#gather())
      } catch (error) {
        if (Date.now() > deadline) throw error
        await pause(500)
      }
    }
  }

  /** What the relay gives to somebody who has nothing. */
  async #gather(): Promise<Evidence> {
    const { process } = this.#fleet
    const ownerCookie = this.#shop?.ownerCookie ?? ''
    const names = [...this.#documents]
    const docs = await Promise.all(names.map(name => fetchDocument(process.syncUrl, name, ownerCookie)))
    return {
      tills: this.#tills,
      offices: this.#offices,
      stored: new Map(names.map((name, index) => [name, docs[index] ?? new Y.Doc()])),
      relayUrl: process.url,
      ownerCookie,
    }
  }

  #lineOf(device: number): Line {
    const one = [...this.#tills, ...this.#offices][device]
    if (one === undefined) throw new Error(`the plan names device ${device}`)
    return one.line
  }

  #healAfter(milliseconds: number, heal: () => void): void {
    const timer = setTimeout(() => {
      this.#healing.delete(timer)
      heal()
    }, milliseconds)
    this.#healing.set(timer, heal)
  }
}

async function fetchDocument(syncUrl: string, name: string, cookie: string): Promise<Y.Doc> {
  let refused: number | undefined
  const reader = new SyncedDocument({
    ...{ name, cookie, url: () => syncUrl },
    onRefused: code => {
      refused = code
    },
  })
  await until(`${name} is here`, () => reader.hasSynced || refused !== undefined, 60_000)
  if (refused !== undefined) throw new Error(`${name} was refused with ${refused}`)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(reader.doc))
  reader.close()
  return doc
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
