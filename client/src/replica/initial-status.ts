import type { ReplicaStatus } from './protocol.ts'

/** What is true before the worker has said anything. */
export const INITIAL_STATUS: ReplicaStatus = {
  phase: 'starting',
  online: false,
  refused: null,
  recoveryFingerprint: null,
  documents: [],
  progress: { done: 0, total: 0 },
  unsyncedSales: 0,
  unsyncedEntries: 0,
  unsyncedEdits: 0,
  unsyncedBytes: 0,
  oldestUnsyncedAt: null,
  lag: null,
  journal: { epoch: 0, number: 0 },
  openConflicts: 0,
  operator: null,
  training: false,
  takenOver: false,
}
