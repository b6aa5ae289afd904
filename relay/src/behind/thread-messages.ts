import type { OrganisationId } from '@evertill/crdt-model'

/** What the main thread and the thread behind the commits say to each other. */
export type Order =
  /** Updates of these documents were committed; and whether clients wait for commits at this moment. */
  | { readonly kind: 'committed'; readonly names: readonly string[]; readonly isBusy: boolean }
  /** Answered when it is done. */
  | { readonly kind: Ask; readonly id: number }

export type Ask = 'sweep' | 'check-all' | 'projected' | 'checked' | 'stop'

export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly error?: string }
  /** What was found in the documents has changed. */
  | { readonly kind: 'findings-changed' }
  | { readonly kind: 'log'; readonly level: LogLevel; readonly fields: object; readonly message: string }

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** What the thread starts with. */
export interface ThreadStart {
  readonly databaseUrl: string
  /** Whose database it is. */
  readonly organisation: OrganisationId
}
