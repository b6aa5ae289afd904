import { answersFor } from '@evertill/crdt-model'
import { makeApiClient } from '../api/api-client.ts'
import { LocalDatabase } from '../local/database.ts'
import { localDatabaseName, type OfficeWorkplace, principalOfOffice } from '../local/workplace.ts'
import { Background } from './background.ts'
import type { RelayHello } from './device-socket.ts'
import { officeRecordDocuments } from './documents.ts'
import { OfficePictures } from './office-pictures.ts'
import type { CommandOf } from './protocol.ts'
import { meetRelay } from './relay-memory.ts'
import { ReplicaParts } from './replica-parts.ts'
import type { RunningReplica, StartOptions } from './running-replica.ts'
import { SerialQueue } from './serial-queue.ts'

/** A back office: the settings, and the staff and catalogs they name. May be open in several tabs at once. */
export class OfficeReplica implements RunningReplica {
  readonly #workplace: OfficeWorkplace
  readonly #options: StartOptions
  readonly #database: LocalDatabase
  readonly #parts: ReplicaParts
  readonly #pictures: OfficePictures
  readonly #stopping = new AbortController()
  readonly #background = new Background()
  readonly #meetings = new SerialQueue()

  constructor(workplace: OfficeWorkplace, options: StartOptions) {
    this.#workplace = workplace
    this.#options = options
    this.#database = new LocalDatabase(localDatabaseName(workplace))
    const api = makeApiClient((input, init) => fetch(input, init), options.relayUrl)
    this.#pictures = new OfficePictures(this.#database, api, this.#background.run)
    this.#parts = new ReplicaParts({
      workplace,
      relayUrl: options.relayUrl,
      database: this.#database,
      replica: options.replica,
      board: options.board,
      background: this.#background.run,
      otherReplicas: () => [],
      onChange: () => this.#background.run(this.#checkDownload()),
      onHello: hello => this.#background.run(this.#meetings.run(() => this.#meet(hello))),
      onProjected: document => this.#background.run(this.#projected(document)),
    })
  }

  async begin(): Promise<void> {
    await this.#parts.copies.load()
    const complete = await this.#database.meta.get('projectionComplete')
    this.#parts.records.firstDownload = complete === undefined
    this.#options.board.set({ phase: complete ? 'ready' : 'downloading' })
    this.#options.board.flush()
    this.#background.run(this.#waitToProject())
    this.#background.run(this.#follow())
  }

  async saveDraft(): Promise<never> {
    throw onlyAtATill()
  }

  async parkSale(): Promise<never> {
    throw onlyAtATill()
  }

  async takeParked(): Promise<never> {
    throw onlyAtATill()
  }

  async removeDraft(): Promise<never> {
    throw onlyAtATill()
  }

  async signIn(): Promise<never> {
    throw onlyAtATill()
  }

  async readBadge(): Promise<never> {
    throw onlyAtATill()
  }

  async signInByBadge(): Promise<never> {
    throw onlyAtATill()
  }

  async signOut(): Promise<never> {
    throw onlyAtATill()
  }

  async completeSale(): Promise<never> {
    throw onlyAtATill()
  }

  async findSold(): Promise<never> {
    throw onlyAtATill()
  }

  async refund(): Promise<never> {
    throw onlyAtATill()
  }

  async sendLetter(): Promise<never> {
    throw new Error('a back office sends no receipts')
  }

  async askShare(): Promise<never> {
    throw onlyAtATill()
  }

  async voidSale(): Promise<never> {
    throw onlyAtATill()
  }

  async approve(): Promise<never> {
    throw onlyAtATill()
  }

  async approveByBadge(): Promise<never> {
    throw onlyAtATill()
  }

  async recordAct(): Promise<never> {
    throw onlyAtATill()
  }

  async openShift(): Promise<never> {
    throw onlyAtATill()
  }

  async moveCash(): Promise<never> {
    throw onlyAtATill()
  }

  async closeShift(): Promise<never> {
    throw onlyAtATill()
  }

  async readShift(): Promise<never> {
    throw onlyAtATill()
  }

  async setTraining(): Promise<never> {
    throw onlyAtATill()
  }

  async setHardware(): Promise<never> {
    throw onlyAtATill()
  }

  async setDevices(): Promise<never> {
    throw onlyAtATill()
  }

  async addPrint(): Promise<never> {
    throw onlyAtATill()
  }

  async notePrint(): Promise<never> {
    throw onlyAtATill()
  }

  async notePrinter(): Promise<never> {
    throw onlyAtATill()
  }

  async settlePrint(): Promise<never> {
    throw onlyAtATill()
  }

  search(command: CommandOf<'search'>) {
    return this.#parts.search(command.text, command.limit, command.includeArchived)
  }

  async writeRecord(command: CommandOf<'writeRecord'>): Promise<null> {
    return this.writeRecords({ ...command, type: 'writeRecords', writes: [command] })
  }

  async writeRecords(command: CommandOf<'writeRecords'>): Promise<null> {
    const edit = {
      replica: this.#options.replica,
      // The name and not the id: a conflict says who wrote which value, offline too. Cut to fit an entry's bound.
      who: this.#workplace.name.slice(0, 40),
      at: Math.floor(Date.now() / 1000),
    }
    await this.#parts.records.write(command.document, command.log, command.writes, edit)
    return null
  }

  addPicture(command: CommandOf<'addPicture'>) {
    return this.#pictures.add(command.bytes)
  }

  hurry(): void {
    this.#parts.hurry()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#background.stop()
    this.#pictures.stop()
    await this.#parts.stop()
    this.#database.close()
  }

  /** One tab of this office writes the rows, for the others too; when it is closed the next one does. */
  async #waitToProject(): Promise<void> {
    const { signal } = this.#stopping
    const held = navigator.locks.request(
      `${localDatabaseName(this.#workplace)}/projection`,
      { signal },
      async () => {
        await this.#parts.records.startProjecting()
        await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
      },
    )
    await held.catch(() => undefined)
  }

  async #follow(): Promise<void> {
    await this.#parts.records.follow(await this.#documents())
    // While the first download is under way there is more to come than this device has.
    this.#parts.indexed = this.#options.board.current.phase !== 'downloading'
    await this.#checkDownload()
  }

  /** What this office wrote counts as committed only when a relay that forgot has said so anew. */
  async #meet(hello: RelayHello): Promise<void> {
    if (this.#stopping.signal.aborted) return
    await meetRelay(this.#database, hello, async () => {
      await this.#parts.records.offerAgain()
      await this.#pictures.offerAgain()
    })
    this.#pictures.sendSoon()
  }

  /** Settings that name another store or catalog give more documents to follow. */
  async #projected(document: string): Promise<void> {
    if (document === 'settings') await this.#parts.records.follow(await this.#documents())
    await this.#checkDownload()
  }

  async #documents(): Promise<string[]> {
    const [stores, catalogs] = await Promise.all([
      this.#database.stores.toCollection().primaryKeys(),
      this.#database.catalogs.toCollection().primaryKeys(),
    ])
    const own = stores.filter(store => answersFor(principalOfOffice(this.#workplace), store))
    return officeRecordDocuments(own, catalogs)
  }

  async #checkDownload(): Promise<void> {
    const { board } = this.#options
    if (this.#stopping.signal.aborted || board.current.phase !== 'downloading') return
    const documents = await this.#documents()
    const downloaded = documents.every(name => name === 'customers' || this.#parts.records.isDownloaded(name))
    // An organisation has a store from its set-up on: settings without one are not here yet.
    if (!downloaded || documents.length <= officeRecordDocuments([], []).length) return
    await this.#database.meta.put({ key: 'projectionComplete', value: true })
    this.#parts.records.firstDownload = false
    this.#parts.indexed = true
    board.set({ phase: 'ready' })
  }
}

function onlyAtATill(): Error {
  return new Error('this command is for a till, and this is a back office')
}
