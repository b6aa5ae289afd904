import {
  type BusinessDay,
  emptyJournal,
  type JournalHead,
  parseBusinessDay,
  verifyJournal,
} from '@evertill/crdt-model'
import Dexie from 'dexie'
import type { JournalRow, LocalDatabase } from '../local/database.ts'
import { journalVerifier, sha256 } from '../local/journal-crypto.ts'
import { readTillSpare } from '../local/till-spare.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import type { Incident, Witness } from './protocol.ts'
import { planRecovery, type RecoveryPlan } from './recovery.ts'
import type { WitnessFile } from './witness-file.ts'
import { witnessOf } from './witness-log.ts'

export type OpenedJournal =
  | {
      readonly kind: 'opened'
      readonly head: JournalHead
      readonly lastDay: BusinessDay | null
      readonly keyPair: CryptoKeyPair
      /** The journal was put back up to this number after a loss, 0 when it never was. */
      readonly restoredUpTo: number
      /** The end of the journal that the witness file knows. */
      readonly mirrored: Witness | null
    }
  | { readonly kind: 'incident'; readonly incident: Incident }

/**
 * Opens the till's journal: compares the database with its witnesses, puts back what the witness file still has, and
 * refuses to go on with a journal that lost entries.
 */
export async function openJournal(
  database: LocalDatabase,
  workplace: TillWorkplace,
  pageWitness: Witness | null,
  file: WitnessFile | null,
): Promise<OpenedJournal> {
  const [headRow, keyRow, restoredRow] = await database.meta.bulkGet(['head', 'signingKey', 'restoredUpTo'])
  const head = headRow?.key === 'head' ? headRow.value : undefined
  const keyPair = keyRow?.key === 'signingKey' ? keyRow.value : await spareKey(workplace)
  const mirror = file?.read() ?? null
  const last = head && (await lastRow(database, head.epoch))
  const plan = planRecovery({
    empty: await emptyJournal(workplace.till, workplace.epoch, sha256),
    head,
    lastRow: last?.number ?? 0,
    hasKey: keyPair !== null,
    page: pageWitness,
    file: mirror,
  })
  if (plan.kind === 'incident' || keyPair === null) return incidentOf(plan, head)
  const mirrored = mirror?.end ?? null
  if (plan.kind === 'intact') {
    const restoredUpTo = restoredRow?.key === 'restoredUpTo' ? restoredRow.value : 0
    return { kind: 'opened', head: plan.head, lastDay: dayOf(last), keyPair, restoredUpTo, mirrored }
  }
  const restored = await restore(database, workplace, plan.head, plan.rows, keyPair)
  if (!restored) return incidentOf(plan, head)
  const restoredUpTo = restored.head.number
  return {
    kind: 'opened',
    head: restored.head,
    lastDay: dayOf(restored.last),
    keyPair,
    restoredUpTo,
    mirrored,
  }
}

function incidentOf(plan: RecoveryPlan, head: JournalHead | undefined): OpenedJournal {
  if (plan.kind === 'incident') return plan
  const expectedNumber = plan.kind === 'restore' ? plan.head.number + plan.rows.length : plan.head.number
  return {
    kind: 'incident',
    incident: { kind: 'journal-lost', expectedNumber, foundNumber: head?.number ?? 0 },
  }
}

/** The key from where it is kept a second time, when it is this till's. */
async function spareKey(workplace: TillWorkplace): Promise<CryptoKeyPair | null> {
  const spare = await readTillSpare()
  return spare?.reply.device === workplace.device ? spare.keyPair : null
}

/** Brings the witness file up to the journal, so that it holds every entry from here on. */
export async function catchUpWitnessFile(
  database: LocalDatabase,
  head: JournalHead,
  known: Witness | null,
  file: WitnessFile,
): Promise<void> {
  if (known?.number === head.number) return
  const from = known?.epoch === head.epoch ? known.number : 0
  const rows = await database.journal
    .where('[epoch+number]')
    .between([head.epoch, from], [head.epoch, Dexie.maxKey], false, true)
    .toArray()
  // Begun anew behind the last entry that is safe elsewhere, so that from its beginning on it has no gap.
  const safe = rows.findLastIndex(row => row.acknowledged === 1)
  const lastSafe = rows[safe]
  if (lastSafe) file.restart(witnessOf(lastSafe))
  else if (rows.length === 0) file.restart(witnessOf(head))
  for (const row of rows.slice(safe + 1)) file.append(row)
}

function lastRow(database: LocalDatabase, epoch: number): Promise<JournalRow | undefined> {
  return database.journal.where('[epoch+number]').between([epoch, Dexie.minKey], [epoch, Dexie.maxKey]).last()
}

/** Puts entries back after their numbers, chain and signatures were checked; undefined when they do not hold. */
async function restore(
  database: LocalDatabase,
  workplace: TillWorkplace,
  from: JournalHead,
  rows: readonly JournalRow[],
  keyPair: CryptoKeyPair,
): Promise<{ head: JournalHead; last: JournalRow | undefined } | undefined> {
  const entries = rows.map(row => row.bytes)
  const verified = await verifyJournal(workplace.till, from.epoch, entries, journalVerifier(keyPair), from)
  if (verified.entries.length !== rows.length) return undefined
  await database.transaction('rw', database.meta, database.journal, async () => {
    await database.journal.bulkPut([...rows])
    await database.meta.bulkPut([
      { key: 'head', value: verified.head },
      { key: 'signingKey', value: keyPair },
      { key: 'restoredUpTo', value: verified.head.number },
    ])
  })
  return { head: verified.head, last: rows.at(-1) }
}

function dayOf(row: JournalRow | undefined): BusinessDay | null {
  return (row && parseBusinessDay(row.day)) ?? null
}
