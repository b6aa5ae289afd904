import {
  type BusinessDay,
  decodeEntry,
  type EntryReference,
  LOGS,
  parseReceiptNumber,
  readLog,
  type SoldReceiptReply,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import type { Device } from '../devices/device.ts'
import type { Queryable } from '../storage/database.ts'
import type { SyncHub } from '../sync/sync-hub.ts'

/** An entry of a till's journal and the day whose document it is in. */
interface PlacedRow {
  readonly till: string
  readonly epoch: number
  readonly number: number
  readonly day: string
}

type Found = Omit<SoldReceiptReply, 'tillName'> & { readonly till: TillId }

/**
 * What was sold under a receipt of the asking till's store, with all that its tills took back of it: the entries
 * themselves, out of the journals. Undefined when the store has no such receipt. SPEC X1.
 */
export async function findSoldReceipt(
  { database, hub }: { readonly database: Queryable; readonly hub: Pick<SyncHub, 'read'> },
  device: Pick<Device, 'organisation' | 'store'>,
  number: string,
): Promise<Found | undefined> {
  const place = parseReceiptNumber(number)
  if (place === undefined) return undefined
  const [sold] = await database.query<PlacedRow & { readonly receipt: string }>(
    `select till, epoch, number, day::text as day, receipt from sales
      where organisation = $1 and store = $2 and kind = 'sale' and epoch = $4 and number = $5
        and till in (select till from till_epochs where upper(code) = $3)`,
    [device.organisation, device.store, place.tillCode, place.epoch, place.number],
  )
  if (sold === undefined) return undefined
  const back = await database.query<PlacedRow>(
    `select distinct till, epoch, number, day::text as day from sales
      where organisation = $1 and store = $2 and of_till = $3 and of_epoch = $4 and of_number = $5
      order by till, epoch, number`,
    [device.organisation, device.store, sold.till, sold.epoch, sold.number],
  )
  const entries = await Promise.all([sold, ...back].map(row => readEntry(hub, row)))
  const [first, ...rest] = entries
  if (first === undefined) return undefined
  return {
    till: toId<TillId>(sold.till),
    receipt: sold.receipt,
    sold: first,
    back: rest.filter(each => each !== undefined),
  }
}

/** The entry as it stands in its journal; undefined when the journal has lost it since the rows were made. */
async function readEntry(
  hub: Pick<SyncHub, 'read'>,
  { till, epoch, number, day }: PlacedRow,
): Promise<SoldReceiptReply['sold'] | undefined> {
  const document = { kind: 'journal', till: toId<TillId>(till), day: toId<BusinessDay>(day) } as const
  const bytes = await hub.read(document, doc =>
    readLog(doc, LOGS.journal[0]).find((raw): raw is Uint8Array => isEntry(raw, { epoch, number })),
  )
  return bytes && { till, bytes: Buffer.from(bytes).toString('base64') }
}

function isEntry(raw: unknown, at: Omit<EntryReference, 'till'>): boolean {
  const entry = raw instanceof Uint8Array ? decodeEntry(raw)?.entry : undefined
  return entry?.epoch === at.epoch && entry.number === at.number
}
