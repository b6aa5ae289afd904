import { readEscPos } from '@evertill/crdt-model/printing'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { StoreRow } from '../../local/database.ts'
import type { Receipt } from '../../local/receipt.ts'
import { POUNDS } from '../../till/testing-products.ts'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
vi.stubGlobal('document', { documentElement: {} })
vi.stubGlobal('navigator', { languages: ['en-GB'] })
vi.stubGlobal('ImageData', class {})
const { setLanguage, startLanguage } = await import('../../i18n/translate.ts')
const { sampleReceipt } = await import('../../receipt/sample-receipt.ts')
const { encodeContent } = await import('./encode-content.ts')

const STORE = { name: 'Lantern', address: [], footer: '' }

beforeAll(() => startLanguage('till', 'hardware'))
afterEach(() => setLanguage('en'))

/** What stands on the paper. */
async function paperOf(said: Pick<Receipt, 'language'>, store: Partial<StoreRow> = {}): Promise<string> {
  const receipt = { ...sampleReceipt('sale', STORE, POUNDS), ...said }
  const bytes = await encodeContent(
    { kind: 'receipt', receipt, copy: true },
    { columns: 48, language: 'esc-pos' },
    // Of a store's row only its time zone and what its receipts are like are looked at.
    { timeZone: 'Europe/London', ...store } as StoreRow,
  )
  const text = readEscPos(bytes).flatMap(token => (token.kind === 'text' ? [...token.bytes] : []))
  return String.fromCharCode(...text)
}

const ENGLISH = /DUPLICATE[\s\S]*Change +[\s\S]*Date/
const SPANISH = /DUPLICADO[\s\S]*Cambio +[\s\S]*Fecha/

describe('the language of a receipt on paper', () => {
  it('U3 is the one that the receipt says, whatever is on screen and the store chose', async () => {
    expect(await paperOf({ language: 'es' })).toMatch(SPANISH)
    expect(await paperOf({ language: 'es' }, { receiptLanguage: 'en' })).toMatch(SPANISH)
    await setLanguage('es')
    expect(await paperOf({ language: 'en' })).toMatch(ENGLISH)
    expect(await paperOf({ language: 'en' }, { receiptLanguage: 'es' })).toMatch(ENGLISH)
  })

  it('U3 C11 is the store’s where it says none, and that on screen where the store chose none either', async () => {
    expect(await paperOf({}, { receiptLanguage: 'es' })).toMatch(SPANISH)
    expect(await paperOf({}, { receiptLanguage: 'till' })).toMatch(ENGLISH)
    await setLanguage('es')
    expect(await paperOf({})).toMatch(SPANISH)
  })
})
