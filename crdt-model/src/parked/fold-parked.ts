import type { ParkingId, TillId } from '../ids.ts'
import { canonicalJson } from '../records/encode-record-entry.ts'
import { decodeParkedEntry } from './decode-parked-entry.ts'
import type { ParkEntry, ParkedEntry, SoldEntry, TakeEntry } from './parked-entry.ts'

/** A sale as a till offered it, and what became of it. */
export interface Parking extends Omit<ParkEntry, 'kind'> {
  /** Which tills have taken it, in the order of their ids: one, unless they did not know of each other. */
  readonly takes: readonly TakeEntry[]
  /** Under which receipts its sale was paid, in the order of the tills' ids: one, unless the same. */
  readonly sold: readonly SoldEntry[]
}

/** What the entries of a log of parked sales come to. The same for any order and duplication. SPEC N3. */
export interface ParkedFold {
  readonly parkings: ReadonlyMap<ParkingId, Parking>
  /** By the sale's id. */
  readonly sold: ReadonlyMap<string, readonly SoldEntry[]>
}

/** Folds raw entries; what is no entry is passed over. */
export function foldParked(raws: Iterable<unknown>): ParkedFold {
  const entries = [...raws].map(decodeParkedEntry).filter(entry => entry !== undefined)
  const takes = grouped(
    leastBy(ofKind(entries, 'take'), take => `${take.parking} ${take.till}`),
    take => take.parking,
  )
  const sold = grouped(
    leastBy(ofKind(entries, 'sold'), each => `${each.sale} ${each.till} ${each.receipt}`),
    each => each.sale,
  )
  const parkings = leastBy(ofKind(entries, 'park'), each => each.parking).map(({ kind: _, ...park }) => ({
    ...park,
    takes: takes.get(park.parking) ?? [],
    sold: sold.get(park.sale.id) ?? [],
  }))
  return { parkings: new Map(parkings.map(parking => [parking.parking, parking])), sold }
}

/** Whether it may be recalled: nobody took it, and its sale was paid nowhere. SPEC N4. */
export function isWaiting({ takes, sold }: Pick<Parking, 'takes' | 'sold'>): boolean {
  return takes.length === 0 && sold.length === 0
}

/** What other tills did with a sale that this one has, too. */
export interface ElsewhereOfSale {
  /** They have taken it, too, where one of its parkings was taken by more than one till. One for each till. */
  readonly taken: readonly TakeEntry[]
  readonly sold: readonly SoldEntry[]
}

/** What a till has to be told before it takes money for a sale. SPEC N6. */
export function elsewhereOfSale(parkings: Iterable<Parking>, sale: string, till: TillId): ElsewhereOfSale {
  const own = [...parkings].filter(parking => parking.sale.id === sale)
  const isSplit = own.some(({ takes }) => takes.length > 1)
  const taken = isSplit ? own.flatMap(({ takes }) => takes.filter(take => take.till !== till)) : []
  const sold = own.flatMap(parking => parking.sold.filter(each => each.till !== till))
  return { taken: leastBy(taken, take => take.till), sold: leastBy(sold, each => each.receipt) }
}

/** Sales that were paid more than once: each with all its receipts. SPEC N7. */
export function soldTwice({ sold }: ParkedFold): (readonly SoldEntry[])[] {
  return [...sold.values()].filter(receipts => receipts.length > 1)
}

type OfKind<Kind extends ParkedEntry['kind']> = Extract<ParkedEntry, { kind: Kind }>

function ofKind<Kind extends ParkedEntry['kind']>(
  entries: readonly ParkedEntry[],
  kind: Kind,
): OfKind<Kind>[] {
  return entries.filter((entry): entry is OfKind<Kind> => entry.kind === kind)
}

/** One entry for each key, in the order of the keys: of several the one with the lesser text counts. */
function leastBy<Entry extends object>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Entry[] {
  const least = new Map<string, { readonly entry: Entry; readonly text: string }>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const text = canonicalJson(JSON.parse(JSON.stringify(entry)))
    const known = least.get(key)
    if (known === undefined || text < known.text) least.set(key, { entry, text })
  }
  return [...least].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { entry }]) => entry)
}

function grouped<Key, Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => Key): Map<Key, Entry[]> {
  const groups = new Map<Key, Entry[]>()
  for (const entry of entries) {
    const group = groups.get(keyOf(entry))
    if (group === undefined) groups.set(keyOf(entry), [entry])
    else group.push(entry)
  }
  return groups
}
