import type { ShopQueryable } from '../storage/shop-database.ts'
import type { UncompactedDocument } from './document-store.ts'
import { RELAY_WRITER } from './guard/client-bindings.ts'
import { writeSnapshot } from './write-snapshot.ts'

/** A document as it is begun again. */
export interface MadeEpoch {
  readonly snapshot: Uint8Array
  /** The Yjs client of the relay under which all of it is written. */
  readonly client: number
  /** The Yjs state of it. */
  readonly state: Uint8Array
}

export interface NewEpoch {
  /** The document's number from now on. */
  readonly number: number
  readonly epoch: number
}

/**
 * Ends a document's epoch and begins the next with `made`, which holds all that `from` says. In one transaction:
 * killed anywhere, the document is in the one epoch or in the other.
 *
 * Nothing can be stored meanwhile, and nothing under the old number afterwards: an update that comes too late is not
 * acknowledged, and its writer, who fetches the document anew, writes it again.
 * @returns undefined when something was stored that `from` does not have, or a finding speaks of who wrote what: then
 * nothing is changed
 */
export async function replaceByEpoch(
  tx: ShopQueryable,
  document: number,
  from: UncompactedDocument,
  made: MadeEpoch,
  relay: string | null,
): Promise<NewEpoch | undefined> {
  // Waits for commits that are under way, and lets none begin.
  await tx.query('lock table updates in share row exclusive mode')
  const key = [tx.organisation, document] as const
  const through = from.tail.at(-1)?.seq ?? null
  const [standing] = await tx.query<{ name: string; epoch: number; through: number }>(
    `select name, epoch, greatest($3::text::bigint,
       (select through_seq from snapshots where organisation = $1 and document = $2)) as through
     from documents where organisation = $1 and id = $2
       and coalesce((select version from snapshots where organisation = $1 and document = $2), 0) = $4
       and (select count(*) from updates where organisation = $1 and document = $2) = $5
       and (select max(seq) from updates where organisation = $1 and document = $2) is not distinct from $3::text::bigint
       and not exists (select from findings where organisation = $1 and document = $2)
     for update`,
    [...key, through === null ? null : String(through), from.version, from.tail.length],
  )
  if (standing === undefined) return undefined
  const { name, through: reached } = standing
  await tx.query(
    'insert into former_documents (organisation, document, name, epoch) values ($1, $2, $3, $4)',
    [...key, name, standing.epoch],
  )
  for (const table of ['updates', 'snapshots', 'document_checks', 'document_census'])
    await tx.query(`delete from ${table} where organisation = $1 and document = $2`, key)
  await tx.query('delete from documents where organisation = $1 and id = $2', key)
  const [begun] = await tx.query<NewEpoch>(
    `insert into documents (organisation, name, epoch)
     values ($1, $2, greatest($3::bigint + 1, floor(extract(epoch from clock_timestamp()) * 1000)::bigint))
     returning id as number, epoch`,
    [tx.organisation, name, standing.epoch],
  )
  if (begun === undefined) throw new Error('an inserted row must come back')
  await writeSnapshot(tx, begun.number, reached, made.snapshot)
  await tx.query(
    'insert into client_bindings (organisation, document, client, writer, name) values ($1, $2, $3, $4, $4)',
    [tx.organisation, begun.number, made.client, RELAY_WRITER],
  )
  await moveProgress(tx, document, begun.number, made.state)
  // Other relays find it here, whatever they hear.
  if (relay !== null)
    await tx.query(
      `insert into commits (organisation, relay, first_seq, last_seq, documents)
       values ($1, $2::uuid, $3, $3, array[$4::bigint])`,
      [tx.organisation, relay, reached, begun.number],
    )
  return begun
}

/** What was read of the old is read of the new: all of it is in the history. */
async function moveProgress(tx: ShopQueryable, from: number, to: number, state: Uint8Array): Promise<void> {
  await tx.query(
    `insert into projected_documents (organisation, document, seq, state, blocked, findings)
     select $1, $3, seq, $4, blocked, findings from projected_documents where organisation = $1 and document = $2`,
    [tx.organisation, from, to, state],
  )
  await tx.query('delete from projected_documents where organisation = $1 and document = $2', [
    tx.organisation,
    from,
  ])
}
