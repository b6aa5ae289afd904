import { type CurrencyCode, parseCurrency } from '@evertill/crdt-model'
import { type Accessor, createMemo, createSignal } from 'solid-js'
import type { Office } from '../office-context.tsx'

/** The currency that money is put on cards in: one of the stores'. */
export interface CurrencyChoice {
  readonly all: Accessor<readonly CurrencyCode[]>
  readonly chosen: Accessor<CurrencyCode | undefined>
  readonly choose: (currency: CurrencyCode) => void
}

export function createCurrencyChoice({ stores }: Pick<Office, 'stores'>): CurrencyChoice {
  const [picked, choose] = createSignal<CurrencyCode>()
  const all = createMemo(() => [
    ...new Set((stores() ?? []).flatMap(store => parseCurrency(store.currency) ?? [])),
  ])
  return { all, chosen: () => picked() ?? all()[0], choose }
}
