import {
  type HealthHistoryReply,
  type OrganisationId,
  type RelayHealth,
  type RelaySample,
  relaySample,
  type TillHealth,
  type TillSample,
  tillSample,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import type { Database } from '../storage/database.ts'

/** Time between two samples, milliseconds. They lie on whole multiples, so that several relays write each till once. */
export const SAMPLE_EVERY_MS = 5 * 60_000
/** How long samples are kept, milliseconds. */
export const SAMPLES_KEPT_MS = 7 * 24 * 3600_000

/** Writes down how every till and this relay are. Once for each moment, whoever comes first. */
export async function recordSamples(
  database: Database,
  organisation: OrganisationId,
  now: number,
  health: { readonly tills: readonly TillHealth[]; readonly relay: RelayHealth; readonly relayName: string },
): Promise<void> {
  const at = new Date(Math.floor(now / SAMPLE_EVERY_MS) * SAMPLE_EVERY_MS)
  const rows = [
    ...health.tills.flatMap(till => {
      const figures = tillFigures(till)
      return figures ? [{ kind: 'till', subject: till.till, figures }] : []
    }),
    { kind: 'relay', subject: health.relayName, figures: relayFigures(health.relay) },
  ]
  await database.query(
    `insert into health_samples (organisation, kind, subject, at, figures)
     select $1, kind, subject, $2, figures
     from jsonb_to_recordset($3::jsonb) as rows (kind text, subject text, figures jsonb)
     on conflict do nothing`,
    [organisation, at, JSON.stringify(rows)],
  )
}

/** Deletes what charts no longer show. */
export async function deleteOldSamples(database: Database, now: number): Promise<void> {
  await database.query('delete from health_samples where at < $1', [new Date(now - SAMPLES_KEPT_MS)])
}

/** The samples since a moment, the oldest first. One query. */
export async function readHistory(
  database: Database,
  organisation: OrganisationId,
  since: number,
): Promise<HealthHistoryReply> {
  const rows = await database.query<{ kind: string; subject: string; at: Date; figures: object }>(
    `select kind, subject, at, figures from health_samples
     where organisation = $1 and at >= $2 order by kind, subject, at`,
    [organisation, new Date(since)],
  )
  const tills = new Map<string, TillSample[]>()
  const relays = new Map<string, RelaySample[]>()
  for (const { kind, subject, at, figures } of rows) {
    const sample = { at: at.getTime(), ...figures }
    if (kind === 'till') addSample(tills, subject, v.safeParse(tillSample, sample))
    else addSample(relays, subject, v.safeParse(relaySample, sample))
  }
  return {
    tills: [...tills].map(([till, samples]) => ({ till, samples })),
    relays: [...relays].map(([relay, samples]) => ({ relay, samples })),
  }
}

/** A sample of an older relay may lack what this one asks for: then it is left out. */
function addSample<Sample>(
  samples: Map<string, Sample[]>,
  subject: string,
  parsed: { success: true; output: Sample } | { success: false },
): void {
  if (!parsed.success) return
  const list = samples.get(subject) ?? []
  list.push(parsed.output)
  samples.set(subject, list)
}

function tillFigures({ device }: TillHealth): Omit<TillSample, 'at'> | null {
  if (!device || device.revoked) return null
  const printer = device.report?.printer ?? null
  return {
    online: device.online,
    unsyncedEntries: device.report?.unsyncedEntries ?? 0,
    lagP95: device.report?.lag?.p95 ?? null,
    clockOffset: device.clockOffset,
    printer: printer && {
      problem: printer.problem,
      jobs: printer.waiting + printer.unknown + printer.failed,
    },
  }
}

function relayFigures(relay: RelayHealth): Omit<RelaySample, 'at'> {
  return {
    connections: relay.connections,
    updatesPerSecond: relay.updatesPerSecond,
    commitP99: relay.commit?.p99 ?? null,
    resident: relay.memory.resident,
  }
}
