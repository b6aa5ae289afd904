import type { CurrencyCode } from '@evertill/crdt-model'
import { type Accessor, createContext, type JSX, useContext } from 'solid-js'
import type { Printing } from '../hardware/printing/create-printing.ts'
import type { StoreRow } from '../local/database.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import type { Scanning } from './create-scanning.ts'
import type { ProductSearch } from './create-search.ts'
import type { SaleStore } from './sale-store.ts'

/** What the parts of the selling screen share. */
export interface Till {
  readonly workplace: TillWorkplace
  readonly store: Accessor<StoreRow>
  readonly currency: Accessor<CurrencyCode>
  readonly sales: SaleStore
  readonly search: ProductSearch
  readonly scanning: Scanning
  readonly printing: Printing
  /** On a phone the cart is a screen of its own. */
  readonly cartOpen: Accessor<boolean>
  readonly setCartOpen: (open: boolean) => void
}

const TillContext = createContext<Till>()

export function TillProvider(props: { readonly till: Till; readonly children: JSX.Element }): JSX.Element {
  return <TillContext.Provider value={props.till}>{props.children}</TillContext.Provider>
}

/** The till this part belongs to. */
export function useTill(): Till {
  const till = useContext(TillContext)
  if (till === undefined)
    throw new Error('useTill works below a <TillProvider>: wrap the selling screen in one.')
  return till
}
