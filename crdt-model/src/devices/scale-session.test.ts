import { describe, expect, it } from 'vitest'
import { LinkLost, type PrintLinkListener } from '../printing/print-link.ts'
import { isCleared, scaleOffer } from './scale-offer.ts'
import { SCALE_MODELS, type ScaleProtocol } from './scale-protocol.ts'
import type { ScaleReading } from './scale-reading.ts'
import { ScaleSession } from './scale-session.ts'

const TIMES = { poll: 200, answer: 1000 }
const toledo: ScaleProtocol = SCALE_MODELS['toledo-8217'].protocol

/** A session whose scale and clock are moved by hand. */
function open(protocol: ScaleProtocol = toledo) {
  const readings: ScaleReading[] = []
  const asked: string[] = []
  let listener: PrintLinkListener | undefined
  let isBroken = false
  let now = 0
  const timers = new Set<{ readonly at: number; readonly then: () => void }>()
  const session = new ScaleSession(
    {
      write: async bytes => {
        if (isBroken) throw new LinkLost('gone')
        asked.push(String.fromCharCode(...bytes))
      },
      listen: next => {
        listener = next
      },
      close: async () => undefined,
    },
    protocol,
    {
      startTimer: (milliseconds, then) => {
        const timer = { at: now + milliseconds, then }
        timers.add(timer)
        return () => timers.delete(timer)
      },
      onReading: reading => readings.push(reading),
      times: TIMES,
    },
  )
  return {
    ...{ session, readings, asked, timers },
    say: (text: string) => listener?.onBytes(Uint8Array.from(text, letter => letter.charCodeAt(0))),
    lose: () => listener?.onLost(),
    breakLink: () => {
      isBroken = true
    },
    pass: (milliseconds: number) => {
      now += milliseconds
      for (const timer of [...timers]) {
        if (timer.at > now) continue
        timers.delete(timer)
        timer.then()
      }
    },
  }
}

describe('[Y3] the conversation with a scale', () => {
  it('asks again a while after each answer, and not before', () => {
    const { asked, readings, say, pass } = open()
    expect(asked).toEqual(['W'])
    say('\x02?A\r')
    pass(199)
    expect(asked).toHaveLength(1)
    pass(1)
    expect(asked).toHaveLength(2)
    say('\x0201.2')
    say('34\r')
    expect(readings).toEqual([{ kind: 'motion' }, { kind: 'weight', quantity: 1234, unit: 'kg' }])
  })

  it('says that it is silent, asks on, and hears it when it speaks again', () => {
    const { asked, readings, say, pass } = open()
    pass(1000)
    pass(1000)
    expect(readings).toEqual([{ kind: 'silent' }, { kind: 'silent' }])
    expect(asked).toHaveLength(3)
    say('\x0200.500\r')
    expect(readings.at(-1)).toMatchObject({ kind: 'weight', quantity: 500 })
  })

  it('asks nothing of a scale that speaks by itself, and knows when it stops', () => {
    const { asked, readings, say, pass } = open({ ...SCALE_MODELS.streaming.protocol, atRest: 1 })
    say('ST,GS,+0.100kg\r\n')
    pass(900)
    say('ST,GS,+0.100kg\r\n')
    pass(900)
    expect(readings.map(({ kind }) => kind)).toEqual(['weight', 'weight'])
    pass(100)
    expect(readings.at(-1)).toEqual({ kind: 'silent' })
    expect(asked).toEqual([])
  })

  it('is over with its link, whichever way that goes, and leaves no timer', async () => {
    const unplugged = open()
    unplugged.lose()
    unplugged.say('\x0201.234\r')
    expect(unplugged.readings).toEqual([{ kind: 'lost' }])
    expect(unplugged.session.isOver).toBe(true)
    expect(unplugged.timers.size).toBe(0)

    const broken = open()
    broken.breakLink()
    broken.pass(1000)
    await Promise.resolve()
    await Promise.resolve()
    expect(broken.readings.at(-1)).toEqual({ kind: 'lost' })

    const closed = open()
    await closed.session.close()
    closed.say('\x0201.234\r')
    closed.lose()
    expect(closed.readings).toEqual([])
    expect(closed.timers.size).toBe(0)
  })
})

describe('[Y4] what a line may take', () => {
  const weight = (quantity: number): ScaleReading => ({ kind: 'weight', quantity, unit: 'lb' })

  it('is a weight at rest in the unit of the price, once the load before is gone', () => {
    expect(scaleOffer(weight(1000), 'lb', false)).toEqual({ kind: 'ready', gross: 1000 })
    expect(scaleOffer(weight(1000), 'kg', false)).toEqual({ kind: 'ready', gross: 454 })
    expect(scaleOffer(weight(1000), 'kg', true)).toEqual({ kind: 'not-cleared' })
    expect(scaleOffer(weight(0), 'kg', true)).toEqual({ kind: 'empty' })
    expect(scaleOffer(weight(1), 'kg', false)).toEqual({ kind: 'empty' })
  })

  it.each(['motion', 'overload', 'below-zero', 'not-zeroed', 'own-tare', 'silent', 'lost'] as const)(
    'is nothing of a scale that says %s',
    kind => expect(scaleOffer({ kind }, 'kg', false)).toEqual({ kind }),
  )

  it('knows an empty scale', () => {
    expect([weight(0), { kind: 'below-zero' } as const].every(isCleared)).toBe(true)
    expect([weight(5), { kind: 'motion' } as const, { kind: 'lost' } as const].some(isCleared)).toBe(false)
  })
})
