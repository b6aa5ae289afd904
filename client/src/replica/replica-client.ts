import { keepWitness, readWitness } from '../local/witness.ts'
import { INITIAL_STATUS } from './initial-status.ts'
import {
  AT_WORK,
  type Command,
  type CommandOf,
  type CommandResults,
  type ReplicaStatus,
  type Reply,
  type WorkerMessage,
} from './protocol.ts'

/** The page's end of the replica worker. */
export interface ReplicaClient {
  /** Resolves with the command's result; rejects with an `Error` when the worker could not carry it out. */
  send<Type extends Command['type']>(command: CommandOf<Type>): Promise<CommandResults[Type]>
  /** The last status the worker told. */
  status(): ReplicaStatus
  /** Calls back with each new status; the returned function ends it. */
  subscribe(listener: (status: ReplicaStatus) => void): () => void
  /** Somebody is typing, scanning or tapping: work that nobody waits for stands back for a moment. */
  noteWork(): void
  /** Lets the worker finish what is under way, then ends it. */
  stop(): Promise<void>
}

/** How long a worker may take to finish before it is ended all the same, milliseconds. */
const STOP_PATIENCE = 3000

interface Waiting {
  readonly resolve: (value: CommandResults[Command['type']]) => void
  readonly reject: (reason: Error) => void
}

/** The part of `Worker` the handle uses, so that a test can stand in for it. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

/** How often a worker is tried whose script did not load, and how long apart, milliseconds. */
const SPAWN_TRIES = 3
const SPAWN_AGAIN_AFTER = 500

/**
 * Starts the replica worker of this page. One whose script does not load, as while a new version is taking over, is
 * tried again with the commands it was sent: it has carried none of them out.
 */
export function makeReplica(spawn: () => WorkerLike = spawnWorker): ReplicaClient {
  const waiting = new Map<number, Waiting>()
  const listeners = new Set<(status: ReplicaStatus) => void>()
  let status = INITIAL_STATUS
  let lastId = 0
  let broken: Error | undefined
  let hasSpoken = false
  let spawned = 0
  let stopped = false
  let unheard: object[] = []
  let worker = begin()

  function begin(): WorkerLike {
    spawned += 1
    const begun = spawn()
    begun.addEventListener('message', event => hear((event as MessageEvent<WorkerMessage>).data))
    begun.addEventListener('error', event => fail((event as ErrorEvent).message))
    for (const message of unheard) begun.postMessage(message)
    return begun
  }

  function hear(message: WorkerMessage): void {
    hasSpoken = true
    unheard = []
    switch (message.type) {
      case 'witness':
        keepWitness(message.device, message.witness)
        break
      case 'status':
        status = message.status
        for (const listener of listeners) listener(status)
        break
      case 'reply':
        settle(waiting, message.reply)
    }
  }

  /** @param reason nothing when the script could not even be loaded */
  function fail(reason: string | undefined): void {
    // An error after the start leaves the worker running; one before it means that there is no worker.
    if (hasSpoken) return
    worker.terminate()
    if (reason === undefined && spawned < SPAWN_TRIES) {
      setTimeout(() => {
        if (!stopped) worker = begin()
      }, SPAWN_AGAIN_AFTER)
      return
    }
    broken = new Error(`the replica worker failed: ${reason ?? 'its script did not load'}`)
    for (const one of waiting.values()) one.reject(broken)
    waiting.clear()
  }

  function send<Type extends Command['type']>(command: CommandOf<Type>): Promise<CommandResults[Type]> {
    if (broken) return Promise.reject(broken)
    const id = ++lastId
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve: value => resolve(asResultOf<Type>(value)), reject })
      const message = { id, command: withWitness(command) }
      if (!hasSpoken) unheard.push(message)
      worker.postMessage(message)
    })
  }

  return {
    send,
    status: () => status,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    noteWork: () => worker.postMessage(AT_WORK),
    async stop() {
      listeners.clear()
      let timer: ReturnType<typeof setTimeout> | undefined
      const patience = new Promise(resolve => {
        timer = setTimeout(resolve, STOP_PATIENCE)
      })
      await Promise.race([send<'stop'>({ type: 'stop' }).catch(() => null), patience])
      clearTimeout(timer)
      stopped = true
      worker.terminate()
    },
  }
}

function spawnWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'replica' })
}

function settle(waiting: Map<number, Waiting>, reply: Reply): void {
  const one = waiting.get(reply.id)
  waiting.delete(reply.id)
  if (reply.ok) one?.resolve(reply.value)
  else one?.reject(new Error(reply.message))
}

function withWitness(command: Command): Command {
  if (command.type !== 'start' || command.workplace.kind !== 'till') return command
  return { ...command, witness: readWitness(command.workplace.device) }
}

/** The worker answers each command with the result of its type: `handleCommand` is typed so. */
function asResultOf<Type extends Command['type']>(
  value: CommandResults[Command['type']],
): CommandResults[Type] {
  return value as CommandResults[Type]
}
