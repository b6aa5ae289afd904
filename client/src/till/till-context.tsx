import type { CurrencyCode, PricingContext, Promotion } from '@evertill/crdt-model'
import { type Accessor, createContext, type JSX, useContext } from 'solid-js'
import type { Devices } from '../hardware/devices/create-devices.ts'
import type { Printing } from '../hardware/printing/create-printing.ts'
import type { StoreRow } from '../local/database.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import type { Approval } from './create-approval.ts'
import type { BadgeDesk } from './create-badge-desk.ts'
import type { Scanning } from './create-scanning.ts'
import type { ProductSearch } from './create-search.ts'
import type { TillShiftState } from './create-till-shift.ts'
import type { CustomerDesk } from './customers/create-customer-desk.ts'
import type { HandoutDesk } from './handout/create-handout-desk.ts'
import type { ParkedDesk } from './parked/create-parked-desk.ts'
import type { ReturnsDesk } from './returns/create-returns-desk.ts'
import type { SaleStore } from './sale-store.ts'

/** What the parts of the selling screen share. */
export interface Till {
  readonly workplace: TillWorkplace
  readonly store: Accessor<StoreRow>
  readonly currency: Accessor<CurrencyCode>
  /** Those of the store, on now or not. */
  readonly promotions: Accessor<readonly Promotion[]>
  /** What prices follow from, as it holds now. */
  readonly pricing: Accessor<PricingContext>
  readonly sales: SaleStore
  readonly returns: ReturnsDesk
  readonly parked: ParkedDesk
  readonly search: ProductSearch
  readonly scanning: Scanning
  readonly printing: Printing
  readonly devices: Devices
  /** Something that is not on file is being entered: the code that was scanned, or an empty one. */
  readonly unlisted: Accessor<{ readonly code: string } | null>
  readonly setUnlisted: (unlisted: { readonly code: string } | null) => void
  readonly customers: CustomerDesk
  readonly approval: Approval
  readonly badges: BadgeDesk
  /** The camera scans. */
  readonly cameraOn: Accessor<boolean>
  readonly setCameraOn: (on: boolean) => void
  readonly shift: TillShiftState
  /** On a phone the cart is a screen of its own. */
  readonly cartOpen: Accessor<boolean>
  readonly setCartOpen: (open: boolean) => void
  /** Where a coupon's code is entered. */
  readonly couponOpen: Accessor<boolean>
  readonly setCouponOpen: (open: boolean) => void
  /** Gift cards are sold, or asked about. */
  readonly creditOpen: Accessor<boolean>
  readonly setCreditOpen: (open: boolean) => void
  /** A receipt goes to who bought, otherwise than on paper. */
  readonly handout: HandoutDesk
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
