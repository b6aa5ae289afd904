import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ApiResult } from '../../api/api-client.ts'
import { createPages, type Page } from './create-pages.ts'

type Answer = (result: ApiResult<Page<number>>) => void

/** Pages whose answers the test gives when it wants. */
function makePages() {
  const asked: { query: string; cursor: string | undefined; answer: Answer }[] = []
  const [query, setQuery] = createSignal('a')
  const made = createRoot(dispose => {
    const load = (now: string, cursor: string | undefined) =>
      new Promise<ApiResult<Page<number>>>(answer => asked.push({ query: now, cursor, answer }))
    return { pages: createPages(query, load, 1000), dispose }
  })
  const answer = async (index: number, result: ApiResult<Page<number>>) => {
    asked[index]?.answer(result)
    await Promise.resolve()
    await Promise.resolve()
  }
  return { ...made, asked, setQuery, answer }
}

const page = (rows: number[], next: string | null = null): ApiResult<Page<number>> => {
  return { ok: true, value: { rows, next } }
}
const OFFLINE = { ok: false, code: 'offline' } as const

describe('pages of the server', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('document', { visibilityState: 'visible' })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('are read one after the other', async () => {
    const { pages, asked, answer, dispose } = makePages()
    expect(pages.rows()).toBeUndefined()
    await answer(0, page([1, 2], 'x'))
    expect([pages.rows(), pages.hasMore()]).toEqual([[1, 2], true])
    pages.loadMore()
    pages.loadMore()
    expect(asked.map(each => each.cursor)).toEqual([undefined, 'x'])
    await answer(1, page([3]))
    expect([pages.rows(), pages.hasMore()]).toEqual([[1, 2, 3], false])
    dispose()
  })

  it('drop the answer to a query that has changed', async () => {
    const { pages, asked, answer, setQuery, dispose } = makePages()
    setQuery('b')
    expect(asked.map(each => each.query)).toEqual(['a', 'b'])
    await answer(1, page([2]))
    await answer(0, page([1]))
    expect(pages.rows()).toEqual([2])
    dispose()
  })

  it('stay when the server is away, and say so', async () => {
    const { pages, answer, dispose } = makePages()
    await answer(0, page([1]))
    vi.advanceTimersByTime(1000)
    await answer(1, OFFLINE)
    expect([pages.rows(), pages.failure()]).toEqual([[1], OFFLINE])
    vi.advanceTimersByTime(1000)
    await answer(2, page([1, 2]))
    expect([pages.rows(), pages.failure()]).toEqual([[1, 2], null])
    dispose()
  })

  it('are asked for again by themselves until somebody reads on, and never after the end', async () => {
    const { pages, asked, answer, dispose } = makePages()
    await answer(0, page([1], 'x'))
    pages.loadMore()
    await answer(1, page([2]))
    vi.advanceTimersByTime(5000)
    expect(asked).toHaveLength(2)
    dispose()
    vi.advanceTimersByTime(5000)
    expect(asked).toHaveLength(2)
  })
})
