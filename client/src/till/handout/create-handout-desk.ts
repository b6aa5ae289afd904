import { type Accessor, createSignal } from 'solid-js'
import type { LocalDatabase } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { NO_HANDOUT, readHandout } from '../../local/receipt-link.ts'

/** A receipt that somebody is to get, and how. */
export interface HandedOut {
  readonly epoch: number
  readonly number: number
  /** As printed. */
  readonly receipt: string
  readonly by: HandoutWay
}
export type HandoutWay = 'scan' | 'mail'

/** Receipts on the way to those who bought: the sheet that is open, and what their display shows of it. */
export interface HandoutDesk {
  readonly open: Accessor<HandedOut | null>
  readonly setOpen: (handed: HandedOut | null) => void
  /** What the customer's display shows to be scanned. */
  readonly link: Accessor<string | null>
  readonly setLink: (link: string | null) => void
  /** Where links begin. */
  readonly origin: Accessor<string>
  /** Whether the server sends receipts by e-mail. */
  readonly letters: Accessor<boolean>
}

export function createHandoutDesk(database: LocalDatabase): HandoutDesk {
  const [open, setOpen] = createSignal<HandedOut | null>(null)
  const [link, setLink] = createSignal<string | null>(null)
  const said = createLiveQuery(() => readHandout(database))
  const handout = () => said() ?? NO_HANDOUT
  return {
    ...{ open, setOpen, link, setLink },
    origin: () => handout().origin ?? location.origin,
    letters: () => handout().letters,
  }
}
