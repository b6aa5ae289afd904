import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeKeptChoice } from './kept-choice.ts'

const kept = new Map<string, string>()
const dataset: Record<string, string> = {}
let elsewhere: (event: Pick<StorageEvent, 'key' | 'newValue'>) => void

beforeEach(() => {
  kept.clear()
  delete dataset.paint
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
  vi.stubGlobal('document', { documentElement: { dataset } })
  vi.stubGlobal('window', {
    addEventListener: (_type: string, listener: typeof elsewhere) => {
      elsewhere = listener
    },
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

const makePaint = () => makeKeptChoice<'plain' | 'red'>('paint', ['plain', 'red'], 'paint')

describe('a choice of this device', () => {
  it('is remembered, and stands at the root element unless it is the usual one', () => {
    kept.set('paint', 'red')
    const paint = makePaint()
    paint.start()
    expect([paint.value(), dataset.paint]).toEqual(['red', 'red'])
    paint.set('plain')
    expect([paint.value(), dataset.paint, kept.get('paint')]).toEqual(['plain', undefined, 'plain'])
  })

  it('is the usual one when what is kept is none of them', () => {
    kept.set('paint', 'stripes')
    const paint = makePaint()
    paint.start()
    expect(paint.value()).toBe('plain')
  })

  it('follows what another window chooses', () => {
    const paint = makePaint()
    paint.start()
    elsewhere({ key: 'paint', newValue: 'red' })
    expect([paint.value(), dataset.paint]).toEqual(['red', 'red'])
    elsewhere({ key: 'other', newValue: 'plain' })
    expect(paint.value()).toBe('red')
    elsewhere({ key: 'paint', newValue: null })
    expect(paint.value()).toBe('plain')
  })
})
