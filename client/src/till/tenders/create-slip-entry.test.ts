import type { SlipField } from '@evertill/crdt-model'
import { createRoot, createSignal } from 'solid-js'
import { beforeAll, expect, it, vi } from 'vitest'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
vi.stubGlobal('document', { documentElement: {} })
vi.stubGlobal('navigator', { languages: ['en-GB'] })
const { startLanguage } = await import('../../i18n/translate.ts')
const { createSlipEntry } = await import('./create-slip-entry.ts')

beforeAll(() => startLanguage('till', 'tenders'))

it('E10 says what is wrong with a field once it is left, by whatever it was typed', () => {
  createRoot(dispose => {
    const [active, setActive] = createSignal<SlipField>('lastFour')
    const entry = createSlipEntry(field => active() === field)
    entry.type('lastFour', '12')
    expect([entry.problem('lastFour'), entry.wrong()]).toEqual([undefined, 'lastFour'])
    entry.leave('lastFour')
    expect(entry.problem('lastFour')).toBe('Four digits, no more.')
    entry.type('lastFour', '123')
    expect(entry.problem('lastFour')).toBeUndefined()
    // The keypad leaves no field: another one is typed into.
    setActive('approval')
    expect(entry.problem('lastFour')).toBe('Four digits, no more.')
    entry.type('lastFour', '1234')
    expect([entry.problem('lastFour'), entry.wrong()]).toEqual([undefined, undefined])
    dispose()
  })
})

it('E11 says at once that a whole card number is not kept', () => {
  createRoot(dispose => {
    const entry = createSlipEntry(() => true)
    entry.type('scheme', 'Visa 4111 1111 1111 1111')
    expect(entry.problem('scheme')).toMatch(/^This could be a whole card number/)
    expect(entry.wrong()).toBe('scheme')
    dispose()
  })
})

it('E10 has the slip as it is taken down, and none where nothing was typed', () => {
  createRoot(dispose => {
    const entry = createSlipEntry(() => false)
    expect(entry.slip()).toBeUndefined()
    entry.type('aid', 'a000 0000 0310 10')
    entry.type('approval', '  ')
    expect(entry.slip()).toEqual({ aid: 'A0000000031010' })
    expect(entry.wrong()).toBeUndefined()
    dispose()
  })
})
