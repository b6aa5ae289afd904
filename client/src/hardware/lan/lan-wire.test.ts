import { describe, expect, it } from 'vitest'
import { BridgeUnreachable } from '../printing/bridge-wire.ts'
import { makeLanWire } from './lan-wire.ts'
import type { LanQuestion, LanReply } from './lan-worker.ts'

/** The worker's end of the conversation, on a channel of messages as browsers have them. */
class Worker extends EventTarget {
  readonly questions: LanQuestion[] = []
  isEnded = false

  postMessage(question: LanQuestion) {
    this.questions.push(structuredClone(question))
  }

  reply(reply: LanReply) {
    this.dispatchEvent(new MessageEvent('message', { data: structuredClone(reply) }))
  }

  terminate() {
    this.isEnded = true
  }
}

function makeRig() {
  const workers: Worker[] = []
  const wire = makeLanWire(() => {
    const worker = new Worker()
    workers.push(worker)
    return worker
  })
  const at = (index: number) => {
    const worker = workers[index]
    if (worker === undefined) throw new Error('not started')
    return worker
  }
  return { wire, workers, at }
}

describe('the way to a bridge on the network', () => {
  it('begins with the first question, and gives each its own answer', async () => {
    const { wire, workers, at } = makeRig()
    expect(workers).toEqual([])
    const first = wire.ask({ path: '/v1/printers', token: 'a' })
    const second = wire.ask({ path: '/v1/scales', token: 'a' })
    expect(at(0).questions.map(({ request }) => request?.path)).toEqual(['/v1/printers', '/v1/scales'])
    at(0).reply({ id: 2, answer: { status: 200, said: ['scale'] } })
    at(0).reply({ id: 1, answer: { status: 401, said: null } })
    expect(await Promise.all([first, second])).toEqual([
      { status: 401, said: null },
      { status: 200, said: ['scale'] },
    ])
    expect(workers).toHaveLength(1)
  })

  it('says that nobody answered, and whether anybody is there', async () => {
    const { wire, at } = makeRig()
    const asked = wire.ask({ path: '/v1/printers' })
    at(0).reply({ id: 1, answer: null })
    await expect(asked).rejects.toThrow(BridgeUnreachable)
    const there = wire.isThere()
    at(0).reply({ id: 2, answer: true })
    expect(await there).toBe(true)
    const away = wire.isThere()
    at(0).reply({ id: 3, answer: false })
    expect(await away).toBe(false)
  })

  it('leaves nobody waiting when the worker cannot be loaded, and tries again', async () => {
    const { wire, workers, at } = makeRig()
    const asked = wire.ask({ path: '/v1/printers' })
    at(0).dispatchEvent(new Event('error'))
    await expect(asked).rejects.toThrow(BridgeUnreachable)
    expect(at(0).isEnded).toBe(true)
    const again = wire.ask({ path: '/v1/printers' })
    expect(workers).toHaveLength(2)
    at(1).reply({ id: 2, answer: { status: 200, said: [] } })
    expect(await again).toEqual({ status: 200, said: [] })
  })
})
