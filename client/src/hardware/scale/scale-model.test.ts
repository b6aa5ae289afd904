import { SCALE_MODELS } from '@evertill/crdt-model/devices'
import { expect, it } from 'vitest'
import { marksOf, modelOf, SCALE_MODEL_NAMES } from './scale-model.ts'

it('knows a kind again in any unit, and settings of one’s own for none', () => {
  for (const name of SCALE_MODEL_NAMES)
    expect(modelOf({ ...SCALE_MODELS[name].protocol, unit: 'lb' })).toBe(name)
  expect(modelOf({ ...SCALE_MODELS.streaming.protocol, request: 'P' })).toBeNull()
})

it('reads texts with commas between them', () => {
  expect(marksOf(' US, M ,,D ')).toEqual(['US', 'M', 'D'])
  expect(marksOf(' ')).toEqual([])
})
