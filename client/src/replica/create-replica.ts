import {
  type Accessor,
  createComponent,
  createContext,
  createSignal,
  type JSX,
  onCleanup,
  useContext,
} from 'solid-js'
import type { Workplace } from '../local/workplace.ts'
import type { Command, CommandOf, CommandResults, ReplicaStatus, StartResult } from './protocol.ts'
import { makeReplica, type ReplicaClient } from './replica-client.ts'

/** The replica of a workplace as Solid sees it. */
export interface Replica {
  readonly workplace: Workplace
  /** Resolves with the command's result; rejects with an `Error` when the worker could not carry it out. */
  readonly send: <Type extends Command['type']>(command: CommandOf<Type>) => Promise<CommandResults[Type]>
  readonly status: Accessor<ReplicaStatus>
  /** How the start went; null while it is under way. */
  readonly started: Accessor<StartResult | null>
  /** Why the worker could not start at all (its stores do not open), or null. */
  readonly failure: Accessor<string | null>
  /** Takes the till over from the tab that has it. */
  readonly takeOver: () => Promise<void>
}

/** Starts the worker of a workplace; it ends with the owner. */
export function createReplica(workplace: Workplace): Replica {
  const client = makeReplica()
  const [status, setStatus] = createSignal(client.status(), { equals: false })
  const [started, setStarted] = createSignal<StartResult | null>(null)
  const [failure, setFailure] = createSignal<string | null>(null)
  client.subscribe(setStatus)
  onCleanup(noteWork(client))
  onCleanup(() => void client.stop())

  async function start(takeOver: boolean): Promise<void> {
    try {
      setStarted(
        await client.send<'start'>({ type: 'start', workplace, relayUrl: location.origin, takeOver }),
      )
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    }
  }
  void start(false)

  return { workplace, send: client.send, status, started, failure, takeOver: () => start(true) }
}

/** Tells the worker of every key and touch, before anything else hears of it. @returns what ends that */
function noteWork(client: ReplicaClient): () => void {
  const controller = new AbortController()
  for (const event of ['keydown', 'pointerdown'] as const)
    window.addEventListener(event, client.noteWork, {
      capture: true,
      passive: true,
      signal: controller.signal,
    })
  return () => controller.abort()
}

const ReplicaContext = createContext<Replica>()

/** Hands the replica to the screens below it. */
export function ReplicaProvider(props: { replica: Replica; children: JSX.Element }): JSX.Element {
  return createComponent(ReplicaContext.Provider, {
    value: props.replica,
    get children() {
      return props.children
    },
  })
}

/** The replica of the workplace this screen is in. */
export function useReplica(): Replica {
  const replica = useContext(ReplicaContext)
  if (!replica)
    throw new Error(
      'useReplica works below a <ReplicaProvider>: wrap the route of the till or the office in one.',
    )
  return replica
}
