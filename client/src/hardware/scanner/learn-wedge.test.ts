import { describe, expect, it } from 'vitest'
import { type Learned, type LearnedKey, learnWedge } from './learn-wedge.ts'

const EAN = '4006381333931'

function keysOf(
  text: string,
  gap: number | ((i: number) => number),
  around: { before?: string; after?: string } = {},
) {
  const keys: LearnedKey[] = []
  let at = 1000
  const names = [...(around.before ? [around.before] : []), ...text, ...(around.after ? [around.after] : [])]
  names.forEach((key, i) => {
    keys.push({ key, at })
    at += typeof gap === 'number' ? gap : gap(i)
  })
  return keys
}

const twice = (...how: Parameters<typeof keysOf>): Learned => learnWedge(keysOf(...how), keysOf(...how))

describe('[Y8] learning a scanner from two scans', () => {
  it.each([
    ['Datalogic', 1, 'Enter'],
    ['Netum', 6, 'Enter'],
    ['Honeywell', 10, 'Tab'],
    ['Netum over Bluetooth', 19, null],
    ['Zebra', 80, 'Enter'],
    ['Zebra at its slowest', 100, 'Enter'],
  ] as const)('%s: %i ms a key, ended by %s', (_, pace, after) => {
    expect(twice(EAN, pace, after ? { after } : {})).toEqual({
      kind: 'learned',
      profile: { suffix: after, prefix: null, pace },
      code: EAN,
    })
  })

  it('learns what comes first, unless the till uses that key itself', () => {
    const learned = twice(EAN, 6, { before: 'F24', after: 'Enter' })
    expect(learned).toMatchObject({ profile: { prefix: 'F24' } })
    expect(twice(EAN, 6, { before: 'F9', after: 'Enter' })).toMatchObject({ profile: { prefix: null } })
  })

  it('does not count the keys that only shift others', () => {
    const keys = keysOf('AB12', 6, { after: 'Enter' }).flatMap(key => [{ key: 'Shift', at: key.at }, key])
    expect(learnWedge(keys, keys)).toMatchObject({ kind: 'learned', code: 'AB12' })
  })

  it('learns nothing from a person, from two codes, or from next to nothing', () => {
    const typing = keysOf(EAN, i => 120 + (i % 5) * 40)
    expect(learnWedge(typing, typing)).toEqual({ kind: 'too-slow' })
    expect(learnWedge(keysOf(EAN, 6), keysOf('96385074', 6))).toEqual({ kind: 'different' })
    expect(learnWedge(keysOf(EAN, 6), keysOf(EAN, 6, { after: 'Enter' }))).toEqual({ kind: 'different' })
    expect(learnWedge(keysOf(EAN, 6), keysOf(EAN, 90))).toEqual({ kind: 'different' })
    expect(twice('12', 6)).toEqual({ kind: 'too-short' })
    expect(learnWedge([], [])).toEqual({ kind: 'too-short' })
  })
})
