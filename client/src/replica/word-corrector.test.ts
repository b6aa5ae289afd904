import { describe, expect, it } from 'vitest'
import { distanceToStart, WordCorrector } from './word-corrector.ts'

describe('how far a typed text is from the start of a word', () => {
  it.each([
    ['lantern', 'lantern', 0],
    ['lant', 'lantern', 0],
    ['lanten', 'lantern', 1],
    ['lnatern', 'lantern', 1],
    ['lamtern', 'lantern', 1],
    ['laantern', 'lantern', 1],
    ['antern', 'lantern', 1],
    ['lamtren', 'lantern', 2],
    ['kettle', 'lantern', 3],
  ])('%s, %s: %d', (text, word, distance) => {
    expect(distanceToStart(text, word, 2)).toBe(distance)
  })
})

describe('what was meant', () => {
  const words = new WordCorrector()
  for (const word of ['lantern', 'lanterns', 'candle', 'handle', 'chocolate', '85123', 'tea']) words.add(word)

  it.each([
    ['a letter too few, the shorter word first', 'lanten', ['lantern', 'lanterns']],
    ['the same first letter before another', 'candel', ['candle']],
    ['another first letter', 'gandle', ['candle', 'handle']],
    ['two mistakes in a long word', 'chocalade', ['chocolate']],
    ['no two mistakes in a short one', 'cendel', []],
    ['no number', '85124', []],
    ['no short word', 'tae', []],
  ])('%s', (_, typed, meant) => {
    expect(words.suggest(typed, 8)).toEqual(meant)
  })
})
