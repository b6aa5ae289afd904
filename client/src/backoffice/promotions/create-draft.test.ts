import { type PromotionRecord, promotionFields } from '@evertill/crdt-model'
import { createRoot, createSignal } from 'solid-js'
import { afterEach, expect, it } from 'vitest'
import { createDraft } from './create-draft.ts'

const TENTH: PromotionRecord = {
  name: '10% off',
  priority: 0,
  stacks: false,
  archived: false,
  conditions: {},
  benefit: { kind: 'each', on: {}, off: { kind: 'percent', millionths: 100_000 } },
}
const HALF: PromotionRecord = {
  ...TENTH,
  benefit: { kind: 'each', on: {}, off: { kind: 'percent', millionths: 500_000 } },
}

let dispose = () => {}
afterEach(() => dispose())

function open(first: PromotionRecord | undefined) {
  const [stored, store] = createSignal(first)
  const draft = createRoot(end => {
    dispose = end
    return createDraft(stored, TENTH)
  })
  return { draft, store }
}

it('writes all of a new promotion, and of a stored one what was changed', () => {
  expect(open(undefined).draft.unsaved()).toEqual(promotionFields(TENTH))
  const { draft } = open(TENTH)
  expect(draft.unsaved()).toBeNull()
  draft.change({ priority: 5 })
  expect(draft.unsaved()).toEqual({ priority: 5 })
  draft.change({ priority: 0 })
  expect(draft.unsaved()).toBeNull()
})

it('follows what others change in fields that are not changed here, and says so of those that are', () => {
  const { draft, store } = open(TENTH)
  draft.change({ name: 'Spring' })
  store({ ...TENTH, priority: 3 })
  expect(draft.value()).toMatchObject({ name: 'Spring', priority: 3 })
  expect(draft.changedMeanwhile()).toBe(false)
  store({ ...TENTH, name: 'Summer' })
  expect(draft.changedMeanwhile()).toBe(true)
  expect(draft.value().name).toBe('Spring')
  draft.change({ name: 'Summer' })
  expect(draft.changedMeanwhile()).toBe(false)
})

it('C6 begins with something whole where the stored one is not, and saves it', () => {
  const { draft } = open({ ...HALF, benefit: null })
  expect(draft.value().benefit).toEqual(TENTH.benefit)
  expect(draft.unsaved()).toEqual({ benefit: promotionFields(TENTH).benefit })
})
