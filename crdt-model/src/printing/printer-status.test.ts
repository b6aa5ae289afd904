import { describe, expect, it } from 'vitest'
import { problemOf, readStatus } from './printer-status.ts'

describe('the status of a printer', () => {
  it.each([
    [{ printer: 0x12, offlineCause: 0x12, error: 0x12, paper: 0x12 }, null],
    [{ printer: 0x12, offlineCause: 0x12, paper: 0x1e }, null],
    [{ printer: 0x1a, offlineCause: 0x32, paper: 0x7e }, 'paper-end'],
    [{ printer: 0x1a, offlineCause: 0x16 }, 'cover-open'],
    [{ printer: 0x1a, offlineCause: 0x52, error: 0x1a }, 'cutter'],
    [{ printer: 0x1a, offlineCause: 0x52 }, 'printer-error'],
    [{ printer: 0x1a }, 'offline'],
    [{}, null],
  ])('%j: %s', (bytes, problem) => {
    expect(problemOf(readStatus(bytes))).toBe(problem)
  })

  it('says that the paper runs low', () => {
    expect(readStatus({ printer: 0x12, paper: 0x1e }).paper).toBe('low')
  })
})
