import {
  appendToLog,
  customerFields,
  decodeRecordEntry,
  encodeRecordEntry,
  type Fields,
  forgottenFields,
  type RecordEntry,
  type ReplicaId,
  readLog,
  toId,
} from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import { describeRelay } from '../testing/describe-relay.ts'
import { setUpOwnShop } from '../testing/test-relay.ts'
import { eraseForgotten } from './erase-forgotten.ts'

const CUSTOMERS = { kind: 'customers' } as const

await describeRelay('forgotten customers', relay => {
  const write = (by: string, fields: Fields, replaces: RecordEntry['replaces'] = {}) =>
    relay().services.hub.change(CUSTOMERS, doc =>
      appendToLog(doc, 'customers', [
        encodeRecordEntry({
          replica: toId<ReplicaId>(by),
          counter: 1,
          record: 'ana',
          fields,
          replaces,
          who: by,
          at: 0,
        }),
      ]),
    )
  const stored = () =>
    relay().services.hub.read(CUSTOMERS, doc =>
      JSON.stringify(readLog(doc, 'customers').map(decodeRecordEntry)),
    )

  it('C9 R13 are erased from the document to the last entry, once', async () => {
    await setUpOwnShop(relay())
    const { hub } = relay().services
    await write('till', customerFields({ name: 'Ana Ruiz', phone: '600 123 456' }))
    expect(await eraseForgotten(hub)).toBeUndefined()
    await write('office', forgottenFields(), { name: ['till.1'], phone: ['till.1'] })
    expect(await stored()).toContain('Ana Ruiz')
    expect(await eraseForgotten(hub)).toBe('begun')
    expect(await stored()).not.toMatch(/Ana|600/)
    expect(await stored()).toContain('till')
    expect(await eraseForgotten(hub)).toBeUndefined()
  })
})
