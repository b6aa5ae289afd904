import type { ReplicaId } from '@evertill/crdt-model'
import type { Command, CommandOf, CommandResults, Witness } from './protocol.ts'
import type { StatusBoard } from './status-board.ts'

export interface StartOptions {
  readonly relayUrl: string
  /** Fresh for this start. */
  readonly replica: ReplicaId
  readonly board: StatusBoard
  /** What localStorage remembers of the till's journal. */
  readonly pageWitness: Witness | null
  /** Has localStorage remember it. */
  readonly keepWitness: (device: string, witness: Witness) => void
  readonly takeOver: boolean
}

/** The commands that a started replica carries out. */
export type RunningCommand = Exclude<
  Command['type'],
  'start' | 'stop' | 'makePinVerifier' | 'makeBadgeVerifier'
>

/** A workplace's replica after its start. A command that the workplace has no use for is rejected. */
export type RunningReplica = {
  readonly [Type in RunningCommand]: (command: CommandOf<Type>) => Promise<CommandResults[Type]>
} & {
  /** The network is back. */
  hurry(): void
  /** Finishes what is under way and lets go of everything. */
  stop(): Promise<void>
}
