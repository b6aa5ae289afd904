import type { DeviceId, UserId } from '@evertill/crdt-model'

/** Who writes, for ever: `user:<id>` or `device:<id>`. Sessions come and go; what they wrote stays their person's. */
export type Writer = string

export function userWriter(user: UserId): Writer {
  return `user:${user}`
}

export function deviceWriter(device: DeviceId): Writer {
  return `device:${device}`
}

export function isDevice(writer: Writer): boolean {
  return writer.startsWith('device:')
}

/** The relay itself: set-up, demo data, compaction. */
export const RELAY_WRITER: Writer = 'relay'

/** Nobody: who holds a client id that wrote in a former epoch of the document must fetch it anew. */
export const FORMER_WRITER: Writer = 'former'

/** Whose a Yjs client id is within one document. */
export interface ClientBinding {
  /** A Yjs client id: 32 bits, made anew at each load of a page. */
  readonly client: number
  readonly writer: Writer
  /** The name the writer had then: who its entries may say to be by. */
  readonly name: string
}

/**
 * The Yjs client ids of one document and whose they are. An id belongs to who brought its first struct, for ever;
 * it is never given to another. Bindings are stored in the same statement as the updates that made them.
 */
export class ClientBindings {
  readonly #bindings = new Map<number, ClientBinding>()
  readonly #counts = new Map<Writer, number>()

  /** Takes in what is stored. What is known already stays. */
  learn(stored: Iterable<ClientBinding>): void {
    for (const binding of stored) this.bind(binding)
  }

  /** Binds an id that is nobody's yet; does nothing when it is somebody's. */
  bind(binding: ClientBinding): void {
    if (this.#bindings.has(binding.client)) return
    this.#bindings.set(binding.client, binding)
    this.#counts.set(binding.writer, this.countOf(binding.writer) + 1)
  }

  /** Those of former epochs alone: for updates in which everybody else's ids are welcome. */
  onlyFormer(): ClientBindings {
    const former = new ClientBindings()
    for (const binding of this.#bindings.values()) if (binding.writer === FORMER_WRITER) former.bind(binding)
    return former
  }

  get(client: number): ClientBinding | undefined {
    return this.#bindings.get(client)
  }

  /** Whether the writer may bring structs of this id: it is theirs, or nobody's. */
  mayUse(client: number, writer: Writer): boolean {
    const binding = this.#bindings.get(client)
    return binding === undefined || binding.writer === writer
  }

  /** How many ids of this document are a writer's. */
  countOf(writer: Writer): number {
    return this.#counts.get(writer) ?? 0
  }
}
