import { describe, expect, it } from 'vitest'
import { processIdOf, processIdRequest } from './process-id.ts'

describe('[Q3] a process id', () => {
  it('is the same for the same job, and another while that one is waited for', () => {
    const id = processIdOf('job-1234')
    expect(processIdOf('job-1234')).toBe(id)
    expect(processIdOf('job-1234', new Set([id]))).not.toBe(id)
  })

  it('is asked for as Epson says', () => {
    expect([...processIdRequest('AbC!')]).toEqual([0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, 65, 98, 67, 33])
  })
})
