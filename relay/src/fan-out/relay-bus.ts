/**
 * How relays that share a database tell each other something at once. A bus may lose messages, and be away for hours:
 * what it carries is also in the database, where the others find it a little later.
 */
export interface RelayBus {
  /** Whether messages go out and come in at this moment. */
  readonly isUp: boolean
  /** Tells all relays, this one included. Dropped when the bus is away. */
  publish(message: Uint8Array): void
  close(): Promise<void>
}

export interface BusEvents {
  message(bytes: Uint8Array): void
  /** The bus is there, for the first time or again: what was said meanwhile is lost. */
  up(): void
  /** @param reason for the log */
  down(reason: string): void
}

/** For a relay alone, or one of several that meet in the database only. */
export const NO_BUS: RelayBus = { isUp: false, publish: () => {}, close: async () => {} }
