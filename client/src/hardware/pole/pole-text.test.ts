import type { CurrencyCode } from '@evertill/crdt-model'
import { beforeAll, expect, it, vi } from 'vitest'
import type { DisplayState } from '../../display/display-message.ts'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
vi.stubGlobal('navigator', { languages: ['en-GB'] })
vi.stubGlobal('document', { documentElement: { lang: '' } })

const { startLanguage } = await import('../../i18n/translate.ts')
const { poleText } = await import('./pole-text.ts')

const currency = 'GBP' as CurrencyCode
const lamp = { id: 'l1', name: 'Reading lamp', quantity: 1000, amount: 1200 }
const cheese = { id: 'l2', name: 'Manchego, aged', quantity: 320, unit: 'kg', amount: 895 } as const
const mugs = { id: 'l3', name: 'Enamel mug, blue', quantity: 3000, amount: 2400 }
const sale = (change: object): DisplayState => ({
  ...{ kind: 'sale', store: 'Lantern & Lace', currency, lines: [lamp, cheese, mugs] },
  ...{ lit: null, saved: 0, total: 4495, payment: null },
  ...change,
})

beforeAll(() => startLanguage('display'))

it.each<[string, DisplayState, readonly [string, string]]>([
  ['nobody', { kind: 'idle', store: 'Lantern & Lace' }, ['   Lantern & Lace   ', '      Welcome       ']],
  [
    'a receipt’s link',
    { kind: 'receipt', store: 'Lantern & Lace', link: 'https://till.test/r/1' },
    ['   Lantern & Lace   ', '     Thank you      '],
  ],
  ['the last item', sale({}), ['3 Enamel mug, £24.00', 'Total         £44.95']],
  [
    'the one that was touched',
    sale({ lit: { line: 'l1', times: 2 } }),
    ['Reading lamp  £12.00', 'Total         £44.95'],
  ],
  ['a weight', sale({ lit: { line: 'l2', times: 1 } }), ['0.320 kg Manch £8.95', 'Total         £44.95']],
  [
    'the payment',
    sale({ payment: { due: 4495, given: 0 } }),
    ['Total         £44.95', 'To pay        £44.95'],
  ],
  [
    'a part of it',
    sale({ payment: { due: 2495, given: 2000 } }),
    ['Received      £20.00', 'To pay        £24.95'],
  ],
  [
    'the change',
    { kind: 'done', store: 'Lantern & Lace', currency, total: 4495, change: 505 },
    ['Paid          £44.95', 'Change         £5.05'],
  ],
  [
    'exact money',
    { kind: 'done', store: 'Lantern & Lace', currency, total: 4495, change: 0 },
    ['Paid          £44.95', '     Thank you      '],
  ],
])('[Y9] shows %s', (_, state, expected) => {
  expect(poleText(state)).toEqual(expected)
})
