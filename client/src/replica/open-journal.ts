import { type BusinessDay, type JournalHead, parseBusinessDay, verifyJournal } from '@evertill/crdt-model'
import Dexie from 'dexie'
import type { JournalRow, LocalDatabase } from '../local/database.ts'
import { journalVerifier } from '../local/journal-crypto.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import type { Incident, Witness } from './protocol.ts'
import { type JournalTraces, planRecovery } from './recovery.ts'
import type { WitnessFile } from './witness-file.ts'
import { witnessOf } from './witness-log.ts'

export type OpenedJournal =
  | {
      readonly kind: 'opened'
      readonly head: JournalHead
      readonly lastDay: BusinessDay | null
      readonly keyPair: CryptoKeyPair
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
  const [headRow, keyRow] = await database.meta.bulkGet(['head', 'signingKey'])
  const head = headRow?.key === 'head' ? headRow.value : undefined
  const keyPair = keyRow?.key === 'signingKey' ? keyRow.value : undefined
  const mirror = file?.read() ?? { end: null, rows: [] }
  const last = head && (await lastRow(database, head.epoch))
  const traces: JournalTraces = {
    head,
    hasKey: keyPair !== undefined,
    lastRow: last?.number ?? 0,
    witnesses: [pageWitness, mirror.end],
    mirrored: mirror.rows,
  }
  const plan = planRecovery(traces)
  if (plan.kind === 'incident' || !keyPair) {
    return { kind: 'incident', incident: plan.kind === 'incident' ? plan.incident : lostKey(traces) }
  }
  if (plan.kind === 'intact')
    return { kind: 'opened', head: plan.head, lastDay: dayOf(last), keyPair, mirrored: mirror.end }
  const restored = await restore(database, workplace, plan.head, plan.rows, keyPair)
  if (restored)
    return {
      kind: 'opened',
      head: restored.head,
      lastDay: dayOf(restored.last),
      keyPair,
      mirrored: mirror.end,
    }
  const expectedNumber = plan.rows.at(-1)?.number ?? plan.head.number
  return {
    kind: 'incident',
    incident: { kind: 'journal-lost', expectedNumber, foundNumber: plan.head.number },
  }
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
    .filter(row => row.acknowledged === 0)
    .toArray()
  for (const row of rows) file.append(row)
  if (rows.length === 0) file.restart(witnessOf(head))
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
    await database.meta.put({ key: 'head', value: verified.head })
  })
  return { head: verified.head, last: rows.at(-1) }
}

function dayOf(row: JournalRow | undefined): BusinessDay | null {
  return (row && parseBusinessDay(row.day)) ?? null
}

function lostKey(traces: JournalTraces): Incident {
  const found = traces.head?.number ?? 0
  return { kind: 'journal-lost', expectedNumber: found, foundNumber: found }
}
