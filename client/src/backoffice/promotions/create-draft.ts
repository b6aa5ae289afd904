import { type Fields, type PromotionRecord, promotionFields, sameValue } from '@evertill/crdt-model'
import { type Accessor, createMemo, createSignal } from 'solid-js'

/** A promotion that is being edited: what is stored, and on top of it what was changed here and not saved yet. */
export interface PromotionDraft {
  readonly value: Accessor<PromotionRecord>
  readonly change: (values: Partial<PromotionRecord>) => void
  /** Fields to write; null when there is nothing to save. */
  readonly unsaved: Accessor<Fields | null>
  /** Somebody else changed a field that is being changed here. */
  readonly changedMeanwhile: Accessor<boolean>
  /** What was changed here is stored. */
  readonly saved: () => void
}

/**
 * @param stored as it is in the store now; undefined for one that is not stored yet
 * @param first what stands in fields that are missing or cannot be read
 */
export function createDraft(
  stored: Accessor<PromotionRecord | undefined>,
  first: PromotionRecord,
): PromotionDraft {
  const [changes, setChanges] = createSignal<Partial<PromotionRecord>>({})
  /** What was stored of a field when it was first changed here. */
  let before: Fields = {}
  const base = createMemo<PromotionRecord>(() => {
    const now = stored()
    if (now === undefined) return first
    return { ...now, conditions: now.conditions ?? first.conditions, benefit: now.benefit ?? first.benefit }
  })
  const value = createMemo(() => ({ ...base(), ...changes() }))
  const storedFields = () => promotionFields(stored() ?? {})
  const unsaved = createMemo(() => {
    const there = storedFields()
    const wanted = Object.entries(promotionFields(onlyFields(value()))).filter(([field, wish]) => {
      const now = there[field]
      return now === undefined || !sameValue(now, wish)
    })
    return wanted.length === 0 ? null : Object.fromEntries(wanted)
  })
  return {
    value,
    change(values) {
      before = { ...promotionFields(onlyNamed(base(), Object.keys(values))), ...before }
      setChanges(all => ({ ...all, ...values }))
    },
    unsaved,
    changedMeanwhile: () => {
      const now = storedFields()
      const wanted = unsaved() ?? {}
      return Object.keys(changes()).some(field => {
        const [was, is] = [before[field], now[field]]
        return field in wanted && was !== undefined && is !== undefined && !sameValue(was, is)
      })
    },
    saved() {
      before = {}
      setChanges({})
    },
  }
}

/** Without the id and the catalog that a row has beside its fields. */
function onlyFields(record: PromotionRecord): PromotionRecord {
  const { name, priority, stacks, archived, conditions, benefit } = record
  return { name, priority, stacks, archived, conditions, benefit }
}

function onlyNamed(record: PromotionRecord, names: readonly string[]): Partial<PromotionRecord> {
  return Object.fromEntries(Object.entries(onlyFields(record)).filter(([field]) => names.includes(field)))
}
