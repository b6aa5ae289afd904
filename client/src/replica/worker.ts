import { ID_RANDOM_BYTES, makeId, type ReplicaId } from '@evertill/crdt-model'
import { loadPart } from '../local/load-part.ts'
import { makeBadgeVerifier } from './badge.ts'
import { makePinVerifier } from './pin.ts'
import {
  AT_WORK,
  type Command,
  type CommandOf,
  type CommandResults,
  type PageMessage,
  type Request,
  type StartResult,
  type WorkerMessage,
} from './protocol.ts'
import { renewDatabaseLog } from './renew-database-log.ts'
import type { RunningReplica, StartOptions } from './running-replica.ts'
import { standBack } from './slices.ts'
import { StatusBoard } from './status-board.ts'
import { startTill } from './till-replica.ts'

/** The replica worker: takes commands from the page, answers each once, and tells its status by itself. */

/** What of a dedicated worker's scope is used here; the page's type library calls `self` a window. */
interface WorkerScope {
  postMessage(message: WorkerMessage): void
  addEventListener(type: 'message', listener: (event: MessageEvent<PageMessage>) => void): void
  addEventListener(type: 'online', listener: () => void): void
}

const scope = self as unknown as WorkerScope
const board = new StatusBoard(status => scope.postMessage({ type: 'status', status }))
let running: RunningReplica | null = null

// First of all, for what a kill left behind. Where there is no room for it, the sale that does not fit either says so.
renewDatabaseLog().catch(() => undefined)

scope.addEventListener('message', ({ data }) => {
  if (data === AT_WORK) standBack()
  else void answer(data)
})
scope.addEventListener('online', () => running?.hurry())

async function answer({ id, command }: Request): Promise<void> {
  try {
    const value = await carryOut(command)
    scope.postMessage({ type: 'reply', reply: { id, ok: true, value } })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    scope.postMessage({ type: 'reply', reply: { id, ok: false, message } })
  }
}

function carryOut(command: Command): Promise<CommandResults[Command['type']]> {
  switch (command.type) {
    case 'start':
      return start(command)
    case 'stop':
      return stop()
    case 'makePinVerifier':
      return makePinVerifier(command.pin)
    case 'makeBadgeVerifier':
      return makeBadgeVerifier(command.code, command.store)
    case 'signIn':
      return started().signIn(command)
    case 'readBadge':
      return started().readBadge(command)
    case 'signInByBadge':
      return started().signInByBadge(command)
    case 'signOut':
      return started().signOut(command)
    case 'completeSale':
      return started().completeSale(command)
    case 'findSold':
      return started().findSold(command)
    case 'refund':
      return started().refund(command)
    case 'askShare':
      return started().askShare(command)
    case 'sendLetter':
      return started().sendLetter(command)
    case 'voidSale':
      return started().voidSale(command)
    case 'approve':
      return started().approve(command)
    case 'approveByBadge':
      return started().approveByBadge(command)
    case 'recordAct':
      return started().recordAct(command)
    case 'openShift':
      return started().openShift(command)
    case 'moveCash':
      return started().moveCash(command)
    case 'closeShift':
      return started().closeShift(command)
    case 'readShift':
      return started().readShift(command)
    case 'setTraining':
      return started().setTraining(command)
    case 'saveDraft':
      return started().saveDraft(command)
    case 'removeDraft':
      return started().removeDraft(command)
    case 'parkSale':
      return started().parkSale(command)
    case 'takeParked':
      return started().takeParked(command)
    case 'search':
      return started().search(command)
    case 'writeRecord':
      return started().writeRecord(command)
    case 'writeRecords':
      return started().writeRecords(command)
    case 'addPicture':
      return started().addPicture(command)
    case 'setHardware':
      return started().setHardware(command)
    case 'setDevices':
      return started().setDevices(command)
    case 'addPrint':
      return started().addPrint(command)
    case 'notePrint':
      return started().notePrint(command)
    case 'notePrinter':
      return started().notePrinter(command)
    case 'settlePrint':
      return started().settlePrint(command)
  }
}

async function start(command: CommandOf<'start'>): Promise<StartResult> {
  await stop()
  const options: StartOptions = {
    relayUrl: command.relayUrl,
    replica: makeId<ReplicaId>(crypto.getRandomValues(new Uint8Array(ID_RANDOM_BYTES))),
    board,
    pageWitness: command.witness ?? null,
    keepWitness: (device, witness) => scope.postMessage({ type: 'witness', device, witness }),
    takeOver: command.takeOver,
  }
  if (command.workplace.kind === 'till') {
    const { result, replica } = await startTill(command.workplace, options)
    running = replica
    return result
  }
  // Loaded when wanted: a till's first load goes without it.
  const { OfficeReplica } = await loadPart(() => import('./office-replica.ts'))
  const office = new OfficeReplica(command.workplace, options)
  running = office
  await office.begin()
  return { kind: 'started' }
}

async function stop(): Promise<null> {
  const before = running
  running = null
  await before?.stop()
  return null
}

function started(): RunningReplica {
  if (!running) throw new Error('the replica is not started')
  return running
}
