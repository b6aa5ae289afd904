import type { RefusalCode } from '@evertill/crdt-model'

/** Hears what sync does, for figures. Called on the hot path: must be quick and must not throw. */
export interface SyncObserver {
  /** One commit of the updates of many documents. */
  committed(commit: { readonly updates: number; readonly bytes: number; readonly milliseconds: number }): void
  /** The store did not take a commit; it will be tried again. */
  commitFailed(): void
  /** A connection was closed by the relay. */
  refused(code: RefusalCode): void
}

/** Hears nothing. */
export const NO_OBSERVER: SyncObserver = { committed() {}, commitFailed() {}, refused() {} }
