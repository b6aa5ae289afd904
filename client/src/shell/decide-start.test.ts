import { describe, expect, it } from 'vitest'
import { decideStart } from './decide-start.ts'

const never = () => Promise.reject(new Error('asked the relay'))

describe('where the app starts', () => {
  it('leads a till to selling and an office to its products without asking the relay', async () => {
    expect(await decideStart({ isTill: true, isOffice: true, getStatus: never })).toBe('/till')
    expect(await decideStart({ isTill: false, isOffice: true, getStatus: never })).toBe('/office')
  })

  it('asks the relay on a device that is nothing yet', async () => {
    const facts = { isTill: false, isOffice: false }
    const answer = (setUp: boolean) => () => Promise.resolve({ ok: true, value: { setUp } } as const)
    expect(await decideStart({ ...facts, getStatus: answer(false) })).toBe('/setup')
    expect(await decideStart({ ...facts, getStatus: answer(true) })).toBe('/welcome')
    const offline = () => Promise.resolve({ ok: false, code: 'offline' } as const)
    expect(await decideStart({ ...facts, getStatus: offline })).toBe('unreachable')
  })
})
