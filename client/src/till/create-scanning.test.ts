import { type KnownOfItem, type ScanWarning, toId } from '@evertill/crdt-model'
import { createRoot } from 'solid-js'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ProductRow } from '../local/database.ts'
import { createScanning } from './create-scanning.ts'
import { productRow } from './testing-products.ts'

let dispose = () => {}
afterEach(() => dispose())

function open(
  onFile: Readonly<Record<string, readonly ProductRow[]>>,
  delays: Readonly<Record<string, Promise<void>>> = {},
) {
  const added: [string, number | undefined][] = []
  let quantity: number | undefined
  let unknown = 0
  const lookedUp: string[] = []
  /** What codes say beside the product, and the product whose serial number is asked for. */
  const said: Record<string, KnownOfItem> = {}
  const warnings: Record<string, ScanWarning> = {}
  let asked: string | null = null
  const serials: string[] = []
  const scanning = createRoot(end => {
    dispose = end
    return createScanning({
      find: async code => {
        lookedUp.push(code)
        await delays[code]
        const products = onFile[code] ?? []
        return {
          products: products.map(product => ({ product, known: said[code] ?? {} })),
          warning: warnings[code] ?? null,
        }
      },
      add: (product, known) => added.push([product.id, known.quantity]),
      takeSerial: (serial, product) => {
        if (asked === null || (product !== null && product !== asked)) return false
        serials.push(serial)
        return true
      },
      takeQuantity: () => {
        const taken = quantity
        quantity = undefined
        return taken
      },
      onUnknown: () => {
        unknown += 1
      },
    })
  })
  return {
    scanning,
    added,
    lookedUp,
    said,
    warnings,
    serials,
    askSerialOf: (product: string) => {
      asked = product
    },
    unknown: () => unknown,
    type: (next: number) => {
      quantity = next
    },
  }
}

describe('a scan that was expected', () => {
  it('is looked up once, and another code is looked up for itself', async () => {
    const { scanning, added, lookedUp } = open({ '1': [productRow('a')], '2': [productRow('b')] })
    scanning.expect('1')
    await scanning.scan('1')
    scanning.expect('1')
    await scanning.scan('2')
    await scanning.scan('1')
    expect(added.map(([id]) => id)).toEqual(['a', 'b', 'a'])
    expect(lookedUp).toEqual(['1', '1', '2', '1'])
  })

  it('is looked up again when too long ago, and when looking ahead failed', async () => {
    vi.useFakeTimers()
    const onFile: Record<string, ProductRow[]> = { '1': [productRow('old')] }
    const delays: Record<string, Promise<void>> = {}
    const { scanning, added } = open(onFile, delays)
    scanning.expect('1')
    await vi.advanceTimersByTimeAsync(1_000)
    onFile['1'] = [productRow('new')]
    await scanning.scan('1')
    delays['1'] = Promise.reject(new Error('the database is closing'))
    scanning.expect('1')
    delete delays['1']
    await scanning.scan('1')
    vi.useRealTimers()
    expect(added.map(([id]) => id)).toEqual(['new', 'new'])
  })
})

describe('scanning', () => {
  it('adds the product with the quantity typed in front, once', async () => {
    const { scanning, added, type } = open({ '1': [productRow('a')] })
    type(3_000)
    await scanning.scan('1')
    await scanning.scan('1')
    expect(added).toEqual([
      ['a', 3_000],
      ['a', undefined],
    ])
  })

  it('sells nothing for an unknown code, says so, and stops saying it at the next known one', async () => {
    const { scanning, added, unknown } = open({ '1': [productRow('a')] })
    await scanning.scan('9')
    expect(scanning.notice()).toEqual({ kind: 'unknown', code: '9' })
    expect([added, unknown()]).toEqual([[], 1])
    await scanning.scan('1')
    expect(scanning.notice()).toBeNull()
  })

  it('leaves the quantity that the code itself says, and uses up what was typed in front', async () => {
    const { scanning, added, said, type } = open({ '1': [productRow('a')] })
    said['1'] = { quantity: 450 }
    type(3_000)
    await scanning.scan('1')
    delete said['1']
    await scanning.scan('1')
    expect(added).toEqual([
      ['a', 450],
      ['a', undefined],
    ])
  })

  it('adds nothing that is too old until a person says so', async () => {
    const { scanning, added, warnings } = open({ '1': [productRow('a')] })
    warnings['1'] = { kind: 'expired', day: toId('2026-01-31') }
    await scanning.scan('1')
    const notice = scanning.notice()
    expect([notice?.kind, added]).toEqual(['warned', []])
    if (notice?.kind === 'warned') scanning.choose(notice.products)
    expect([scanning.notice(), added.map(([id]) => id)]).toEqual([null, ['a']])
  })

  it('[Y8] has a key wait for what was scanned before it, in whatever order the rows come', async () => {
    let answer = () => {}
    const slow = new Promise<void>(resolve => {
      answer = resolve
    })
    const { scanning, added } = open({ '1': [productRow('a')], '2': [productRow('b')] }, { '1': slow })
    const seen: string[][] = []
    const press = () => scanning.afterScans(() => seen.push(added.map(([id]) => id)))
    press()
    const first = scanning.scan('1')
    const second = scanning.scan('2')
    press()
    expect(seen).toEqual([[]])
    answer()
    await Promise.all([first, second])
    await vi.waitFor(() => expect(seen).toEqual([[], ['a', 'b']]))
    press()
    expect(seen).toHaveLength(3)
  })

  it('[Y8] lets a key through after a scan that could not be looked up', async () => {
    const { scanning } = open({}, { '1': Promise.reject(new Error('the database is closing')) })
    let pressed = 0
    const failing = scanning.scan('1').catch(() => undefined)
    scanning.afterScans(() => {
      pressed++
    })
    await failing
    await vi.waitFor(() => expect(pressed).toBe(1))
  })

  it('gives a code that nobody knows to a serial number that is asked for, and a product to the sale', async () => {
    const { scanning, added, said, serials, unknown, askSerialOf } = open({
      '1': [productRow('a')],
      '2': [productRow('b')],
    })
    askSerialOf('a')
    await scanning.scan('SN-9')
    await scanning.scan('2')
    said['1'] = { serial: 'SN-10' }
    await scanning.scan('1')
    expect(serials).toEqual(['SN-9', 'SN-10'])
    expect([added.map(([id]) => id), unknown()]).toEqual([['b'], 0])
  })

  it('asks which when two products carry the code', async () => {
    const { scanning, added } = open({ '1': [productRow('a'), productRow('b')] })
    await scanning.scan('1')
    expect(added).toEqual([])
    expect(scanning.notice()).toMatchObject({ kind: 'several', code: '1' })
  })

  it('keeps the order of the counter even when the first look-up is slower', async () => {
    let release = () => {}
    const slow = new Promise<void>(resolve => {
      release = resolve
    })
    const { scanning, added } = open({ '1': [productRow('a')], '2': [productRow('b')] }, { '1': slow })
    const both = [scanning.scan('1'), scanning.scan('2')]
    release()
    await Promise.all(both)
    expect(added.map(([id]) => id)).toEqual(['a', 'b'])
  })

  it('goes on after a look-up that failed', async () => {
    const { scanning, added } = open({ '2': [productRow('b')] }, { '1': Promise.reject(new Error('disk')) })
    await expect(scanning.scan('1')).rejects.toThrow('disk')
    await scanning.scan('2')
    expect(added.map(([id]) => id)).toEqual(['b'])
  })

  it('takes a typed text as a code only when it is on file', async () => {
    const { scanning, added } = open({ '1': [productRow('a')] })
    expect(await scanning.tryCode('cola')).toBe(false)
    expect(scanning.notice()).toBeNull()
    expect(await scanning.tryCode('1')).toBe(true)
    expect(added.map(([id]) => id)).toEqual(['a'])
  })
})
