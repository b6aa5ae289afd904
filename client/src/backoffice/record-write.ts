import { type AnyId, type Fields, ID_RANDOM_BYTES, makeId, type RecordLog } from '@evertill/crdt-model'
import { t } from '../i18n/translate.ts'
import type { Replica } from '../replica/create-replica.ts'
import { showToast } from '../ui/toast.tsx'

/** Fields of one record to write. */
export interface Write {
  readonly record: string
  readonly fields: Fields
}

export interface WriteTarget {
  readonly document: string
  readonly log: RecordLog
}

/** Writes records and says so if that fails. @returns whether they are stored on this device. */
export async function writeRecords(
  replica: Replica,
  target: WriteTarget,
  writes: readonly Write[],
): Promise<boolean> {
  const [only] = writes
  try {
    if (writes.length === 1 && only !== undefined) {
      await replica.send<'writeRecord'>({ type: 'writeRecord', ...target, ...only })
    } else if (writes.length > 1) {
      await replica.send<'writeRecords'>({ type: 'writeRecords', ...target, writes })
    }
    return true
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    showToast({ text: t('office.products.saveFailed', { reason }) })
    return false
  }
}

/** Writes records and offers to write back what was there before. */
export async function writeWithUndo(
  replica: Replica,
  target: WriteTarget,
  change: { readonly writes: readonly Write[]; readonly before: readonly Write[]; readonly said: string },
): Promise<boolean> {
  if (!(await writeRecords(replica, target, change.writes))) return false
  const undo = async () => {
    if (await writeRecords(replica, target, change.before)) showToast({ text: t('office.products.undone') })
  }
  showToast({ text: change.said, action: { label: t('ui.action.undo'), run: () => void undo() } })
  return true
}

/** A new id for a record. */
export function newId<Wanted extends AnyId>(): Wanted {
  return makeId<Wanted>(crypto.getRandomValues(new Uint8Array(ID_RANDOM_BYTES)))
}
