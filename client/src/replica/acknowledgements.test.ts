import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Acknowledgements } from './acknowledgements.ts'

describe('what the relay has committed', () => {
  it('nothing is safe before the sync step 2 is, however many updates are', () => {
    const acknowledgements = new Acknowledgements()
    acknowledgements.sent('update', 5)
    expect(acknowledgements.committed(1)).toBeNull()
    acknowledgements.sent('step-2', 5)
    expect(acknowledgements.settled).toBe(false)
    expect(acknowledgements.committed(2)).toBe(5)
    expect(acknowledgements.settled).toBe(true)
  })

  it('a step 2 makes everything safe that the document held when it was sent', () => {
    const acknowledgements = new Acknowledgements()
    acknowledgements.sent('step-2', 7)
    expect(acknowledgements.committed(1)).toBe(7)
  })

  it('an update is safe with its own number, not with an earlier one', () => {
    const acknowledgements = new Acknowledgements()
    acknowledgements.sent('step-2', 0)
    acknowledgements.sent('update', 1)
    acknowledgements.sent('update', 2)
    expect(acknowledgements.committed(2)).toBe(1)
    expect(acknowledgements.settled).toBe(false)
    expect(acknowledgements.committed(3)).toBe(2)
  })

  it('a count that does not grow, or that was never sent, says nothing', () => {
    const acknowledgements = new Acknowledgements()
    acknowledgements.sent('step-2', 3)
    expect(acknowledgements.committed(2)).toBeNull()
    expect(acknowledgements.committed(1)).toBe(3)
    expect(acknowledgements.committed(1)).toBeNull()
  })

  it('a connection on which nothing was sent is not settled', () => {
    expect(new Acknowledgements().settled).toBe(false)
  })

  it('a further step 2, when the relay asks again, is counted like an update', () => {
    const acknowledgements = new Acknowledgements()
    acknowledgements.sent('step-2', 1)
    acknowledgements.sent('step-2', 4)
    expect(acknowledgements.committed(1)).toBe(1)
    expect(acknowledgements.committed(2)).toBe(4)
  })
})

it('never calls safe what no committed message carried', () => {
  const message = fc.record({ kind: fc.constantFrom('step-2' as const, 'update' as const), grow: fc.nat(3) })
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 20, size: 'max' }),
      fc.array(fc.nat(25), { maxLength: 10 }),
      (messages, counts) => {
        const acknowledgements = new Acknowledgements()
        const sent: { kind: string; mark: number }[] = []
        let mark = 0
        for (const { kind, grow } of messages) {
          mark += grow
          acknowledgements.sent(kind, mark)
          sent.push({ kind, mark })
        }
        const stepTwo = sent.findIndex(one => one.kind === 'step-2') + 1
        for (const count of counts) {
          const safe = acknowledgements.committed(count)
          if (safe === null) continue
          expect(stepTwo).toBeGreaterThan(0)
          expect(count).toBeGreaterThanOrEqual(stepTwo)
          expect(safe).toBe(sent[count - 1]?.mark)
        }
      },
    ),
  )
})
