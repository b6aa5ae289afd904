import { type KnownOfItem, toId } from '@evertill/crdt-model'
import { createRoot } from 'solid-js'
import { afterEach, describe, expect, it } from 'vitest'
import type { ProductRow } from '../local/database.ts'
import type { CommandOf, SearchResult } from '../replica/protocol.ts'
import { createSearch, type FollowProducts } from './create-search.ts'
import { enterSearch } from './enter-search.ts'
import { productRow } from './testing-products.ts'

let dispose = () => {}
afterEach(() => dispose())

const COLA = productRow('cola')
const COAL = productRow('coal')
const ROWS = new Map<string, ProductRow>([COLA, COAL].map(row => [row.id, row]))

/** A catalog that is read when it is asked, and again when the test changes a product. */
function openCatalog() {
  const rows = new Map(ROWS)
  const readers = new Set<() => Promise<void>>()
  let reads = 0
  const follow: FollowProducts = (ids, next) => {
    const read = async () => {
      reads++
      const found = ids.map(id => rows.get(id))
      await Promise.resolve()
      if (readers.has(read)) next(found)
    }
    readers.add(read)
    void read()
    return () => readers.delete(read)
  }
  return {
    follow,
    /** How often it was read. */
    reads: () => reads,
    /** How many answers are followed. */
    followed: () => readers.size,
    change: async (row: ProductRow) => {
      rows.set(row.id, row)
      await Promise.all([...readers].map(read => read()))
    },
  }
}

/** A worker whose answers the test lets go one by one. */
function open(isComplete: () => boolean = () => true, screenful = 2) {
  const asked: string[] = []
  const gates: (() => void)[] = []
  const catalog = openCatalog()
  const send = (command: CommandOf<'search'>): Promise<SearchResult> => {
    asked.push(command.text)
    const ids = [...ROWS.keys()]
      .filter(id => id.startsWith(command.text))
      .map(id => toId<ProductRow['id']>(id))
    return new Promise((resolve, reject) => {
      gates.push(() =>
        command.text === 'boom'
          ? reject(new Error('gone'))
          : resolve({ ids: ids.slice(0, command.limit), total: ids.length, complete: isComplete() }),
      )
    })
  }
  const search = createRoot(end => {
    dispose = end
    return createSearch(catalog.follow, send, () => screenful)
  })
  return { search, asked, catalog, answerNext: () => gates.shift()?.() }
}

async function found(search: ReturnType<typeof open>['search']): Promise<string[] | undefined> {
  await search.settled()
  return search.answer()?.products.map(product => product.id)
}

describe('search as you type', () => {
  it('asks at once, and while one question is out keeps only the newest', async () => {
    const { search, asked, answerNext } = open()
    for (const text of ['c', 'co', 'col', 'cola']) search.setText(text)
    expect(asked).toEqual(['c'])
    answerNext()
    await expect.poll(() => asked).toEqual(['c', 'cola'])
    answerNext()
    expect(await found(search)).toEqual(['cola'])
  })

  it('shows nothing of an answer that comes after the search was ended', async () => {
    const { search, answerNext } = open()
    search.setText('co')
    search.clear()
    answerNext()
    expect(await found(search)).toBeUndefined()
  })

  it('leaves no results when the worker does not answer, and asks again at the next key', async () => {
    const { search, answerNext, asked } = open()
    search.setText('boom')
    answerNext()
    expect(await found(search)).toBeUndefined()
    search.setText('coal')
    expect(asked).toEqual(['boom', 'coal'])
    answerNext()
    expect(await found(search)).toEqual(['coal'])
  })

  it('leaves the quantity in front out of the question', async () => {
    const { search, asked } = open()
    search.setText('3*')
    expect([search.quantity(), asked]).toEqual([3_000, []])
    search.setText('3*cola')
    await expect.poll(() => asked).toEqual(['cola'])
  })

  it('asks again while the catalog is still being read, and keeps the highlight', async () => {
    let isComplete = false
    const { search, asked, answerNext } = open(() => isComplete)
    search.setText('co')
    answerNext()
    await found(search)
    search.move(1)
    isComplete = true
    await expect.poll(() => asked, { timeout: 5_000 }).toEqual(['co', 'co'])
    answerNext()
    await search.settled()
    expect([search.answer()?.complete, search.highlighted()?.id]).toEqual([true, 'coal'])
  })

  it('reads a screenful for a key, and more when somebody looks through them', async () => {
    const { search, answerNext, asked } = open(() => true, 1)
    search.setText('co')
    answerNext()
    expect([await found(search), search.answer()?.total]).toEqual([['cola'], 2])
    search.more()
    search.more()
    answerNext()
    expect(await found(search)).toEqual(['cola', 'coal'])
    search.more()
    expect(asked).toEqual(['co', 'co'])
    search.setText('c')
    answerNext()
    expect(await found(search)).toEqual(['cola'])
  })

  it('moves within the results', async () => {
    const { search, answerNext } = open()
    search.setText('co')
    answerNext()
    await found(search)
    search.move(1)
    search.move(1)
    expect(search.highlighted()?.id).toBe('coal')
    search.move(-1)
    search.move(-1)
    expect(search.highlighted()?.id).toBe('cola')
  })
})

describe('an answer that is shown', () => {
  it('follows the catalog, without a question more, and leaves the highlight on its product', async () => {
    const { search, answerNext, asked, catalog } = open()
    search.setText('co')
    answerNext()
    await search.settled()
    search.move(1)
    await catalog.change({ ...COLA, price: 310 })
    expect(search.answer()?.products.map(product => product.price)).toEqual([310, 250])
    expect([search.highlighted()?.id, asked]).toEqual(['coal', ['co']])
  })

  it('is read once for each answer, and followed only while it is shown', async () => {
    const { search, answerNext, catalog } = open()
    for (const text of ['c', 'co']) {
      search.setText(text)
      answerNext()
      await search.settled()
    }
    expect([catalog.reads(), catalog.followed()]).toEqual([2, 1])
    await catalog.change({ ...COLA, price: 310 })
    expect(search.answer()).toMatchObject({ text: 'co', products: [{ price: 310 }, { price: 250 }] })
    search.clear()
    await search.settled()
    expect([catalog.followed(), search.answer()]).toEqual([0, null])
    search.setText('coal')
    answerNext()
    await search.settled()
    dispose()
    expect(catalog.followed()).toBe(0)
  })

  it('leaves out what was archived meanwhile, and highlights nothing in its place', async () => {
    const { search, answerNext, catalog } = open()
    search.setText('co')
    answerNext()
    await search.settled()
    await catalog.change({ ...COLA, archived: true })
    expect(search.answer()).toMatchObject({ total: 1, products: [{ id: 'coal' }] })
    expect(search.highlighted()).toBeNull()
    search.move(1)
    expect(search.highlighted()?.id).toBe('coal')
  })
})

describe('Enter in the search', () => {
  function enter(search: ReturnType<typeof open>['search'], codes: readonly string[] = []) {
    const added: [string, number | undefined][] = []
    const scanning = {
      notice: () => null,
      dismiss: () => {},
      expect: () => {},
      scan: async () => {},
      choose: () => {},
      afterScans: (act: () => void) => act(),
      tryCode: async (code: string) => codes.includes(code),
    }
    const sales = {
      add: (product: ProductRow, known?: KnownOfItem) => void added.push([product.id, known?.quantity]),
    }
    return { added, done: enterSearch({ search, scanning, sales }) }
  }

  it('waits for the answer to this very text: what an earlier text found is never sold', async () => {
    const { search, answerNext, asked } = open()
    search.setText('co')
    answerNext()
    await search.settled()
    search.setText('2*coal')
    const { added, done } = enter(search)
    await expect.poll(() => asked).toEqual(['co', 'coal'])
    expect(added).toEqual([])
    answerNext()
    await done
    expect(added).toEqual([['coal', 2_000]])
    expect(search.text()).toBe('')
  })

  it('takes a code on file before any result, and does nothing when nothing is found', async () => {
    const { search, answerNext } = open()
    search.setText('22423')
    const byCode = enter(search, ['22423'])
    await byCode.done
    expect([byCode.added, search.text()]).toEqual([[], ''])
    search.setText('zzz')
    const nothing = enter(search)
    let isOver = false
    void nothing.done.then(() => {
      isOver = true
    })
    await expect
      .poll(() => {
        answerNext()
        return isOver
      })
      .toBe(true)
    expect([nothing.added, search.text()]).toEqual([[], 'zzz'])
  })
})
