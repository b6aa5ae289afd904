import {
  checkPicture,
  type OrganisationId,
  type PictureHash,
  type PictureProblem,
  type PictureType,
  pictureHashOf,
} from '@evertill/crdt-model'
import { sha256 } from '../auth/sha256.ts'
import type { Database, Queryable } from '../storage/database.ts'

/** The most pictures of an organisation: what a large catalog has, and as many again that were replaced; 480 MiB. */
export const MOST_PICTURES = 20_000

/** What became of bytes that were to be stored as a picture. */
export type StoreOutcome =
  /** Here now, or here before: the same bytes twice are one. */
  | { readonly kind: 'stored' }
  | { readonly kind: 'refused'; readonly problem: PictureProblem | 'wrong-hash' }
  | { readonly kind: 'full' }

export interface StoredPicture {
  readonly type: PictureType
  readonly bytes: Uint8Array
}

/**
 * Stores a picture under its hash. SPEC V1, V2.
 * @param most for tests
 */
export async function storePicture(
  database: Database,
  organisation: OrganisationId,
  hash: PictureHash,
  bytes: Uint8Array,
  most = MOST_PICTURES,
): Promise<StoreOutcome> {
  const check = checkPicture(bytes)
  if (!check.ok) return { kind: 'refused', problem: check.problem }
  if (pictureHashOf(sha256(bytes)) !== hash) return { kind: 'refused', problem: 'wrong-hash' }
  return database.transaction(async tx => {
    if ((await missingPictures(tx, organisation, [hash])).length === 0) return { kind: 'stored' }
    const [row] = await tx.query<{ count: number }>(
      'select count(*) as count from pictures where organisation = $1',
      [organisation],
    )
    if ((row?.count ?? 0) >= most) return { kind: 'full' }
    await tx.query(
      `insert into pictures (organisation, hash, type, bytes) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [organisation, hash, check.type, bytes],
    )
    return { kind: 'stored' }
  })
}

export async function readPicture(
  database: Queryable,
  organisation: OrganisationId,
  hash: PictureHash,
): Promise<StoredPicture | undefined> {
  const [row] = await database.query<StoredPicture>(
    'select type, bytes from pictures where organisation = $1 and hash = $2',
    [organisation, hash],
  )
  return row
}

/** Which of the pictures are not here. */
export async function missingPictures(
  database: Queryable,
  organisation: OrganisationId,
  hashes: readonly PictureHash[],
): Promise<PictureHash[]> {
  const rows = await database.query<{ hash: PictureHash }>(
    `select hash from pictures where organisation = $1
     and hash in (select jsonb_array_elements_text($2::jsonb))`,
    [organisation, JSON.stringify(hashes)],
  )
  const here = new Set(rows.map(row => row.hash))
  return [...new Set(hashes)].filter(hash => !here.has(hash))
}
