import { type AccountId, toId } from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import { kitchenLinesOf } from './kitchen-ticket.ts'

it('leaves out deposits, gift cards and what comes back', () => {
  const line = {
    ...{ id: 'a', product: null, name: 'Cola', department: null, quantity: 1000 },
    ...{ unitPrice: 1, listPrice: 1, taxClass: null, minimumAge: 0 },
  }
  const lines = [
    line,
    { ...line, id: 'b', depositOf: 'a' },
    { ...line, id: 'c', quantity: -1000 },
    { ...line, id: 'd', account: toId<AccountId>('card') },
  ]
  expect(kitchenLinesOf(lines).map(({ id }) => id)).toEqual(['a'])
})
