import { randomBytes } from 'node:crypto'
import { type DeviceId, type TillId, toId } from '@evertill/crdt-model'
import { randomId } from '../auth/random-id.ts'
import { parseReadableCode } from '../auth/readable-code.ts'
import { sha256 } from '../auth/sha256.ts'
import type { ShopTill } from '../shop/read-shop.ts'
import type { Database, Queryable } from '../storage/database.ts'
import { DEVICE_COLUMNS, type Device, type DeviceRow, toDevice } from './device.ts'
import { ENROLLMENT_CODE_LENGTH } from './enrollment-code.ts'

export interface Enrollment {
  /** As it was typed. */
  readonly code: string
  /** Raw P-256 point. */
  readonly publicKey: Uint8Array
  readonly deviceName: string
}

export type EnrollOutcome =
  | {
      readonly kind: 'enrolled'
      readonly device: Device
      readonly till: ShopTill
      /** The secret of the device's cookie: it is nowhere else. */
      readonly credential: string
      /** Devices that were this till until now: their sockets must be closed. */
      readonly replaced: readonly DeviceId[]
    }
  | { readonly kind: 'code-unknown' | 'code-used' | 'code-expired' }

/**
 * Makes a tablet a till: uses up the code, counts the till's epoch up, revokes the device that was this till.
 * @param findTill gives the till as the shop's settings have it, or undefined when it is not there any more.
 */
export async function enrollDevice(
  database: Database,
  enrollment: Enrollment,
  findTill: (till: TillId) => ShopTill | undefined,
  now: number,
): Promise<EnrollOutcome> {
  const code = parseReadableCode(enrollment.code, ENROLLMENT_CODE_LENGTH)
  if (code === undefined) return { kind: 'code-unknown' }
  return database.transaction(tx => enroll(tx, sha256(code), enrollment, findTill, now))
}

async function enroll(
  tx: Queryable,
  codeHash: Uint8Array,
  { publicKey, deviceName }: Enrollment,
  findTill: (till: TillId) => ShopTill | undefined,
  now: number,
): Promise<EnrollOutcome> {
  const [row] = await tx.query<CodeRow>(
    'select organisation, till, created_by, expires_at, used_at from enrollment_codes where code_hash = $1 for update',
    [codeHash],
  )
  const till = row && findTill(toId<TillId>(row.till))
  if (!row || !till) return { kind: 'code-unknown' }
  if (row.used_at) return { kind: 'code-used' }
  if (row.expires_at.getTime() <= now) return { kind: 'code-expired' }
  const epoch = await nextEpoch(tx, row)
  const replaced = await tx.query<{ id: string }>(
    'update devices set revoked_at = $2 where till = $1 and revoked_at is null returning id',
    [row.till, new Date(now)],
  )
  const credential = randomBytes(32).toString('base64url')
  const [inserted] = await tx.query<DeviceRow>(
    `insert into devices (id, organisation, till, store, catalog, epoch, name, public_key, credential_hash, enrolled_at, enrolled_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${DEVICE_COLUMNS}`,
    [
      randomId<DeviceId>(),
      row.organisation,
      row.till,
      till.store.id,
      till.store.catalog,
      epoch,
      deviceName,
      publicKey,
      sha256(credential),
      new Date(now),
      row.created_by,
    ],
  )
  if (!inserted) throw new Error('an insert must return its row')
  const device = toDevice(inserted)
  await tx.query('update enrollment_codes set used_at = $2, used_by = $3 where code_hash = $1', [
    codeHash,
    new Date(now),
    device.id,
  ])
  return {
    kind: 'enrolled',
    device,
    till,
    credential,
    replaced: replaced.map(({ id }) => toId<DeviceId>(id)),
  }
}

interface CodeRow {
  readonly organisation: string
  readonly till: string
  readonly created_by: string
  readonly expires_at: Date
  readonly used_at: Date | null
}

/**
 * The upsert locks the till's row: two codes of one till used at once get two epochs. The first enrolment gives the
 * till its code: its id when that is short enough to be printed, as in the demo shop, else `T` and a number.
 */
async function nextEpoch(tx: Queryable, row: CodeRow): Promise<number> {
  const [counted] = await tx.query<{ epoch: number; code: string | null }>(
    `insert into till_epochs (till, organisation, epoch) values ($1, $2, 1)
     on conflict (till) do update set epoch = till_epochs.epoch + 1 returning epoch, code`,
    [row.till, row.organisation],
  )
  if (!counted) throw new Error('an upsert must return its row')
  if (counted.code === null) await giveCode(tx, row)
  return counted.epoch
}

const PRINTABLE_ID = /^[A-Z0-9]{1,4}$/

async function giveCode(tx: Queryable, row: CodeRow): Promise<void> {
  // One after the other: two tills enrolled at once must not both become T7.
  await tx.query('select 1 from organisations where id = $1 for update', [row.organisation])
  const taken = await tx.query<{ code: string }>(
    'select code from till_epochs where organisation = $1 and code is not null',
    [row.organisation],
  )
  const codes = new Set(taken.map(({ code }) => code))
  let code = PRINTABLE_ID.test(row.till) ? row.till : 'T1'
  for (let number = 1; codes.has(code); number++) code = `T${number}`
  await tx.query('update till_epochs set code = $2 where till = $1', [row.till, code])
}
