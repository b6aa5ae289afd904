import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { AwarenessTable, MalformedAwarenessError } from './awareness-table.ts'

function person(state: Record<string, unknown>): Awareness {
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState(state)
  return awareness
}

/** A connection of the same person, unless another is named. */
const connection = (writer = 'anna') => ({ owner: { writer } })

const own = (awareness: Awareness) => encodeAwarenessUpdate(awareness, [awareness.clientID]).slice()

function encodeLeaving(client: number, clock: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarString(encoder, 'null')
  return encoding.toUint8Array(encoder)
}

describe('the awareness table', () => {
  it('hands on news, shows newcomers who is there, and takes leavers out', () => {
    const table = new AwarenessTable(8)
    const anna = person({ name: 'Anna' })
    const bert = person({ name: 'Bert' })
    const ofAnna = connection()
    const heard = table.take(own(anna), ofAnna)
    expect(heard).toEqual(own(anna))
    applyAwarenessUpdate(bert, table.all() ?? new Uint8Array(), 'relay')
    expect(bert.getStates().get(anna.clientID)).toEqual({ name: 'Anna' })
    const gone = table.leave(ofAnna)
    applyAwarenessUpdate(bert, gone ?? new Uint8Array(), 'relay')
    expect(bert.getStates().has(anna.clientID)).toBe(false)
    expect(table.all()).toBeUndefined()
    anna.destroy()
    bert.destroy()
  })

  it('hands on no echo, also not of somebody who left', () => {
    const table = new AwarenessTable(8)
    const anna = person({ name: 'Anna' })
    const [first, second] = [connection(), connection()]
    table.take(own(anna), first)
    expect(table.take(own(anna), second)).toBeUndefined()
    // The echo was not taken for the second connection: the state leaves with the first.
    expect(table.leave(second)).toBeUndefined()
    anna.setLocalState(null)
    expect(table.take(own(anna), first)).toBeDefined()
    expect(table.take(own(anna), second)).toBeUndefined()
    expect(table.all()).toBeUndefined()
    anna.destroy()
  })

  it('lets a client come back on another connection', () => {
    const table = new AwarenessTable(8)
    const anna = person({ name: 'Anna' })
    const [first, second] = [connection(), connection()]
    table.take(own(anna), first)
    table.leave(first)
    expect(table.take(own(anna), second)).toBeDefined()
    // And before the relay has noticed that the first one is gone.
    anna.setLocalState({ name: 'Anna again' })
    table.take(own(anna), first)
    expect(table.leave(second)).toBeUndefined()
    expect(table.all()).toBeDefined()
    anna.destroy()
  })

  it('lets nobody speak for somebody else, and takes no offence', () => {
    const table = new AwarenessTable(8)
    const anna = person({ name: 'Anna' })
    const ofAnna = connection('anna')
    table.take(own(anna), ofAnna)
    const clock = anna.meta.get(anna.clientID)?.clock ?? 0
    const forged = person({ name: 'not Anna' })
    const inHerName = encodeAwarenessUpdate(
      anna,
      [anna.clientID],
      new Map([[anna.clientID, { name: 'not Anna' }]]),
    )
    anna.meta.set(anna.clientID, { clock: clock + 5, lastUpdated: 0 })
    expect(table.take(inHerName.slice(), connection('mallory'))).toBeUndefined()
    expect(table.take(encodeLeaving(anna.clientID, clock + 9), connection('mallory'))).toBeUndefined()
    // Nor for a Yjs client that wrote to the document as somebody else.
    expect(
      table.take(own(forged), connection('mallory'), client => client !== forged.clientID),
    ).toBeUndefined()
    expect(table.leave(ofAnna)).toBeDefined()
    anna.destroy()
    forged.destroy()
  })

  it('holds only so many states for one connection', () => {
    const table = new AwarenessTable(2)
    const people = [1, 2, 3].map(n => person({ n }))
    const holder = connection()
    expect(people.map(one => table.take(own(one), holder) !== undefined)).toEqual([true, true, false])
    for (const one of people) one.destroy()
  })

  it('refuses what others could not read', () => {
    const table = new AwarenessTable(8)
    expect(() => table.take(Uint8Array.of(1, 1, 1, 1, 123), connection())).toThrow(MalformedAwarenessError)
    expect(() => table.take(Uint8Array.of(3, 1), connection())).toThrow(MalformedAwarenessError)
  })
})
