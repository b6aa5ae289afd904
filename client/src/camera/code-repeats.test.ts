import { expect, it } from 'vitest'
import { makeCodeRepeats } from './code-repeats.ts'

const PEN = '4006381333931'

it('counts a code once while it stays in the picture, however seldom that is looked at', () => {
  const look = makeCodeRepeats()
  const news = [0, 120, 240, 3_000, 3_120].map(at => look([PEN], at))
  expect(news).toEqual([[PEN], [], [], [], []])
})

it('counts it again when it was gone for a while, but not for a blurred moment', () => {
  const look = makeCodeRepeats()
  expect(look([PEN], 0)).toEqual([PEN])
  for (const at of [120, 240]) look([], at)
  expect(look([PEN], 360)).toEqual([])
  for (const at of [480, 600, 720]) look([], at)
  expect(look([PEN], 840)).toEqual([])
  for (const at of [960, 1_080, 1_200, 1_800]) look([], at)
  expect(look([PEN, '96385074'], 1_920)).toEqual([PEN, '96385074'])
})
