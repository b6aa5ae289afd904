import { describe, expect, it } from 'vitest'
import { type ParkingId, type PersonId, type TillId, toId } from '../ids.ts'
import { addLine, openSale } from '../sale/edit-lines.ts'
import type { OpenSale } from '../sale/sale.ts'
import { GBP, sampleLine } from '../testing/sample-sale.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'
import { elsewhereOfSale, foldParked, isWaiting, soldTwice } from './fold-parked.ts'
import { parkEntry } from './park-entry.ts'
import type { ParkedEntry } from './parked-entry.ts'

/**
 * Tills of a store that park, recall and sell, now with the relay and now without it. What a till says is its own at
 * once and reaches the others when both are online; messages come late, twice and in any order. SPEC N.
 */

const TILLS = ['g1', 'g2', 'g3'].map(name => toId<TillId>(name))
const WHO = toId<PersonId>('ana')
const STEPS = 200

interface Till {
  readonly id: TillId
  online: boolean
  readonly known: ParkedEntry[]
  readonly cart: Map<string, OpenSale>
}

function makeRandom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1
  return below => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

class Store {
  readonly tills: readonly Till[] = TILLS.map(id => ({ id, online: true, known: [], cart: new Map() }))
  readonly relay: ParkedEntry[] = []
  readonly claims = new Map<ParkingId, TillId>()
  readonly receipts = new Map<string, string[]>()
  /** Sales that were taken while one of those who took them could not ask the relay. */
  readonly takenApart = new Set<string>()
  #made = 0

  readonly #random: (below: number) => number
  constructor(random: (below: number) => number) {
    this.#random = random
  }

  step(): void {
    const till = this.tills[this.#random(this.tills.length)] as Till
    const acts = [
      () => {
        till.online = !till.online
      },
      () => this.#ring(till),
      () => this.#park(till),
      () => this.#take(till),
      () => {
        if (this.#random(4) === 0) this.#sell(till)
      },
      () => this.#exchange(till, this.#random(4)),
    ]
    acts[this.#random(acts.length)]?.()
  }

  /** Everybody meets, and everything comes twice. */
  settle(): void {
    for (const till of this.tills) till.online = true
    for (let round = 0; round < 2; round++) for (const till of this.tills) this.#exchange(till, 0)
  }

  #ring(till: Till): void {
    const added = addLine(openSale(`s${++this.#made}`, GBP), sampleLine())
    if (added.ok) till.cart.set(added.sale.id, added.sale)
  }

  #park(till: Till): void {
    const [sale] = till.cart.values()
    if (sale === undefined) return
    till.cart.delete(sale.id)
    const parking = toId<ParkingId>(`p${++this.#made}`)
    const entry = parkEntry({ parking, till: till.id, who: WHO, at: this.#made, label: '', sale })
    if (entry !== undefined) till.known.push(entry)
  }

  #take(till: Till): void {
    const open = [...foldParked(till.known).parkings.values()].filter(isWaiting)
    const parking = open[this.#random(Math.max(1, open.length))]
    if (parking === undefined || till.cart.has(parking.sale.id)) return
    if (till.online) {
      const first = this.claims.get(parking.parking) ?? till.id
      this.claims.set(parking.parking, first)
      if (first !== till.id) return
    } else this.takenApart.add(parking.sale.id)
    till.known.push({ kind: 'take', parking: parking.parking, till: till.id, who: WHO, at: ++this.#made })
    till.cart.set(parking.sale.id, parking.sale)
  }

  #sell(till: Till): void {
    const [sale] = till.cart.values()
    if (sale === undefined) return
    till.cart.delete(sale.id)
    const receipt = `${till.id}-${++this.#made}`
    this.receipts.set(sale.id, [...(this.receipts.get(sale.id) ?? []), receipt])
    till.known.push({ kind: 'sold', sale: sale.id, till: till.id, receipt, at: this.#made })
  }

  /** @param lost so many of what is new arrive later: the last ones */
  #exchange(till: Till, lost: number): void {
    if (!till.online) return
    const up = till.known.filter(entry => !this.relay.includes(entry))
    this.relay.push(...up.slice(0, Math.max(0, up.length - lost)), ...this.relay.slice(0, 1))
    const down = this.relay.filter(entry => !till.known.includes(entry)).reverse()
    till.known.push(...down.slice(lost))
  }
}

describe('a store that parks sales', () => {
  it.each(seeds({ first: 1, second: 20_261_121, third: 77 }))(
    'N3 to N7 no sale is lost, and none is at two tills without both being told ($name, seed $seed)',
    ({ seed }) => {
      for (let run = 0; run < 20; run++) {
        const store = new Store(makeRandom(seed + run * 7919))
        for (let step = 0; step < STEPS; step++) store.step()
        store.settle()
        const folds = store.tills.map(till => foldParked(till.known))
        for (const fold of folds) expect(fold).toEqual(folds[0])
        const parkings = [...(folds[0]?.parkings.values() ?? [])]
        // Of tills that could ask, one took it.
        for (const { parking, sale, takes } of parkings)
          if (!store.takenApart.has(sale.id))
            expect([parking, takes.length]).toEqual([parking, Math.min(takes.length, 1)])
        for (const { sale } of parkings) {
          const inCarts = store.tills.filter(till => till.cart.has(sale.id))
          const waits = parkings.some(each => each.sale.id === sale.id && isWaiting(each))
          expect(inCarts.length > 0 || waits || store.receipts.has(sale.id)).toBe(true)
          if (inCarts.length > 1)
            for (const till of inCarts) {
              const { taken, sold } = elsewhereOfSale(parkings, sale.id, till.id)
              expect(taken.length + sold.length, `${till.id} is told of ${sale.id}`).toBeGreaterThan(0)
            }
        }
        const twice = new Set(soldTwice(folds[0] ?? foldParked([])).map(receipts => receipts[0]?.sale))
        for (const [sale, receipts] of store.receipts) {
          expect(twice.has(sale)).toBe(receipts.length > 1)
        }
      }
    },
    PROPERTY_TIMEOUT,
  )
})
