import { once } from 'node:events'
import type { Server } from 'node:https'
import type { LanAddress } from '@evertill/crdt-model/printing'
import { readLanAddress } from '@evertill/crdt-model/printing'
import type { Logger } from 'pino'
import { closeServer, createTlsServer, type Fetch, showCertificate } from '../http/servers.ts'
import { errorName } from '../logger.ts'
import type { LanSettings, Settings } from '../settings/settings.ts'
import type { Credential, ServerNames } from './certificates.ts'
import { LanKeys, LanKeysError } from './lan-keys.ts'
import type { OwnPlaces } from './own-places.ts'

/**
 * How often it is looked whether the address is (still) this machine's, and the certificate good for a while: networks
 * come up after services, and routers give other addresses. Milliseconds.
 */
const LOOK_EVERY_MS = 15_000

export type LanProblem = 'address-gone' | 'port-taken' | 'keys-unreadable' | 'failed'

/** How it is with the network, for the bridge's own page. */
export type LanState =
  | { readonly state: 'off' }
  | { readonly state: 'listening'; readonly places: readonly LanAddress[] }
  | { readonly state: 'problem'; readonly problem: LanProblem }

/** What a till on the network may ask of the bridge beside printing. */
export interface LanHere {
  /** `Host` as it may be asked for. */
  readonly hosts: ReadonlySet<string>
  readonly keys: LanKeys
}

export interface LanOptions {
  readonly dataDirectory: string
  readonly settings: Settings
  readonly findPlaces: () => OwnPlaces
  /** What answers tills of the network, made anew each time it is turned on. */
  readonly answer: (here: LanHere) => Fetch
  readonly now: () => number
  readonly log: Logger
  /** How often it is looked after, when not as usual. */
  readonly lookEveryMs?: number | undefined
}

/**
 * The bridge on the shop's network: off unless its owner turned it on, on one private address, over TLS alone. Whatever
 * goes wrong here is said on the bridge's own page, and the loopback interface goes on.
 */
export class Lan {
  readonly #options: LanOptions
  #keys: LanKeys | null = null
  #server: Server | null = null
  #state: LanState = { state: 'off' }
  #timer: NodeJS.Timeout | undefined
  #stopped = false
  /** One change at a time. */
  #doing: Promise<unknown> = Promise.resolve()

  constructor(options: LanOptions) {
    this.#options = options
  }

  get state(): LanState {
    return this.#state
  }

  /** Null before it was turned on for the first time, and while they cannot be read. */
  get keys(): LanKeys | null {
    return this.#keys
  }

  /** Takes up what the settings say. */
  start(): Promise<void> {
    return this.#inTurn(() => this.#open())
  }

  /** Turns it on at an address of this machine. @throws when the settings cannot be written: then it stays as it was. */
  turnOn(address: string, port: number): Promise<void> {
    return this.#inTurn(async () => {
      await this.#options.settings.setLan({ on: true, address, port })
      this.#options.log.info({ port }, 'network turned on')
      await this.#close()
      await this.#open()
    })
  }

  /** Whoever is connected is cut off before anything else is done, also when the disk is full. */
  turnOff(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#close()
      this.#state = { state: 'off' }
      const { lan } = this.#options.settings
      if (lan !== null) await this.#options.settings.setLan({ ...lan, on: false })
      this.#options.log.info('network turned off')
    })
  }

  /** New keys in the place of the old: no device trusts them, and no till knows them, until it is told. */
  makeKeysAnew(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#close()
      const { lan } = this.#options.settings
      const { dataDirectory, now, log } = this.#options
      try {
        this.#keys = await LanKeys.make(dataDirectory, this.#namesAt(lan?.address ?? null), now())
        log.warn('keys for the network made anew')
      } finally {
        await this.#open()
      }
    })
  }

  stop(): Promise<void> {
    this.#stopped = true
    return this.#inTurn(() => this.#close())
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#doing.then(work)
    this.#doing = done.catch(() => undefined)
    return done
  }

  async #open(): Promise<void> {
    clearTimeout(this.#timer)
    const { lan } = this.#options.settings
    if (lan === null || this.#stopped || this.#server !== null) return
    try {
      // Read while it is off too: the page shows which key tills will find.
      this.#keys ??= await LanKeys.read(this.#options.dataDirectory)
      if (lan.on) await this.#listen(lan)
    } catch (error) {
      const problem = problemOf(error)
      const isKnown = this.#state.state === 'problem' && this.#state.problem === problem
      // It is tried every few seconds for as long as it lasts: once is enough.
      if (!isKnown) this.#options.log.error({ problem, error: errorName(error) }, 'cannot serve the network')
      this.#state = { state: 'problem', problem }
      this.#timer = setTimeout(() => void this.start(), this.#options.lookEveryMs ?? LOOK_EVERY_MS).unref()
    }
  }

  async #listen({ address, port }: LanSettings): Promise<void> {
    const { dataDirectory, findPlaces, now, answer, log } = this.#options
    // Also of settings that were written by hand: never every address, and none of the internet.
    if (!findPlaces().addresses.includes(address)) throw new AddressGone()
    const names = this.#namesAt(address)
    this.#keys ??= await LanKeys.make(dataDirectory, names, now())
    const keys = this.#keys
    const credential = await keys.serverFor(names, now())
    const hosts = [...names.addresses, ...names.names].map(host => `${host}:${port}`)
    const server = createTlsServer(credential, answer({ hosts: new Set(hosts), keys }))
    server.listen({ host: address, port, exclusive: true })
    await once(server, 'listening')
    server.on('error', error => log.error({ error: errorName(error) }, 'network failed'))
    this.#server = server
    const places = hosts.map(readLanAddress).filter(place => place !== null)
    this.#state = { state: 'listening', places }
    log.info({ port }, 'serves the network')
    this.#lookAgain(server, names, credential)
  }

  #lookAgain(server: Server, names: ServerNames, shown: Credential): void {
    const look = async () => {
      if (this.#server !== server || this.#keys === null) return
      if (!this.#isStillAt(names)) {
        await this.#close()
        return this.#open()
      }
      const credential = await this.#keys.serverFor(names, this.#options.now())
      // Connections that stand keep the old certificate, new ones see the new.
      if (credential !== shown) showCertificate(server, credential)
      this.#lookAgain(server, names, credential)
    }
    this.#timer = setTimeout(() => {
      this.#inTurn(look).catch(error => {
        this.#options.log.error({ error: errorName(error) }, 'certificate not renewed')
        this.#lookAgain(server, names, shown)
      })
    }, this.#options.lookEveryMs ?? LOOK_EVERY_MS).unref()
  }

  async #close(): Promise<void> {
    clearTimeout(this.#timer)
    const server = this.#server
    this.#server = null
    if (server !== null) await closeServer(server)
  }

  #isStillAt({ addresses, names }: ServerNames): boolean {
    const places = this.#options.findPlaces()
    return addresses.every(each => places.addresses.includes(each)) && (names[0] ?? null) === places.name
  }

  #namesAt(address: string | null): ServerNames {
    const { name } = this.#options.findPlaces()
    return { addresses: address === null ? [] : [address], names: name === null ? [] : [name] }
  }
}

/** The machine does not have the address that was chosen. */
class AddressGone extends Error {}

function problemOf(error: unknown): LanProblem {
  if (error instanceof LanKeysError) return 'keys-unreadable'
  if (error instanceof AddressGone) return 'address-gone'
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRNOTAVAIL') return 'address-gone'
  return code === 'EADDRINUSE' || code === 'EACCES' ? 'port-taken' : 'failed'
}
