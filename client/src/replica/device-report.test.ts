import { deviceReport } from '@evertill/crdt-model'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { makeDeviceReport } from './device-report.ts'
import { INITIAL_STATUS } from './initial-status.ts'

it('is what the relay takes', () => {
  const status = {
    ...INITIAL_STATUS,
    unsyncedSales: 3,
    unsyncedEntries: 4,
    oldestUnsyncedAt: 1_772_445_600_000,
    documents: [{ name: 'journal/G1/2026-03-02', connected: true, synced: false, refused: null }],
    operator: null,
  }
  const storage = { usage: 1000, quota: 10_000, persisted: true }
  const printer = { problem: 'paper-end', paperLow: false, waiting: 1, unknown: 2, failed: 0 } as const
  const report = makeDeviceReport(status, { storage, printer }, 1_772_445_700_000)
  expect(v.parse(deviceReport, report)).toMatchObject({
    unsyncedSales: 3,
    documents: [{ name: 'journal/G1/2026-03-02', synced: false }],
    storage,
    operator: null,
    printer,
    clock: 1_772_445_700_000,
  })
})
