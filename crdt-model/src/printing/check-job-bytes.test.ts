import { describe, expect, it } from 'vitest'
import { checkJobBytes } from './check-job-bytes.ts'

describe('[Q4] the bytes of a job', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values)
  it.each([
    ['drawer', bytes(0x1b, 0x70, 0, 50, 250), null],
    ['drawer', bytes(0x1b, 0x70, 9, 50, 250), 'not-a-pulse'],
    ['drawer', bytes(0x1b, 0x70, 0, 50, 250, 10), 'not-a-pulse'],
    ['drawer', bytes(), 'not-a-pulse'],
    ['receipt', bytes(65, 10), null],
    ['receipt', bytes(65, 10, 0x1b, 0x70, 0, 50, 250), 'pulse-in-job'],
    ['kitchen', bytes(0x1d, 0x76, 0x30, 0, 1, 0, 5, 0, 0x10, 0x14, 1, 0, 5), 'real-time-command'],
    ['receipt', bytes(0x10, 5, 2), 'real-time-command'],
    ['receipt', bytes(0x10, 4, 1), null],
    ['receipt', bytes(0x1d, 0x76, 0x30, 0, 1, 0, 5, 0, 0x1b, 0x70, 0, 50, 250), null],
  ] as const)('%s %j: %s', (kind, stream, problem) => {
    expect(checkJobBytes(kind, 'esc-pos', stream)).toBe(problem)
  })

  it('of a Star printer are its own', () => {
    expect(checkJobBytes('drawer', 'star-prnt', bytes(0x1b, 7, 0x14, 0x14, 7))).toBeNull()
    expect(checkJobBytes('drawer', 'star-prnt', bytes(0x1b, 0x70, 0, 50, 250))).toBe('not-a-pulse')
  })
})
