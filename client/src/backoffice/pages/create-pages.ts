import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { ApiFailure, ApiResult } from '../../api/api-client.ts'

/** Part of a list that lives at the server. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Where the next page begins, or null. */
  readonly next: string | null
}

/** A list that is read from the server a page at a time. */
export interface Pages<Row> {
  /** Undefined until the first page of this query is here. What was read stays while the server is away. */
  readonly rows: Accessor<readonly Row[] | undefined>
  readonly hasMore: Accessor<boolean>
  readonly isLoading: Accessor<boolean>
  /** Why the last request brought nothing, or null. */
  readonly failure: Accessor<ApiFailure | null>
  /** Milliseconds since 1970 of the last answer, or null. */
  readonly at: Accessor<number | null>
  readonly loadMore: () => void
  /** Asks anew; while only the first page is shown, new rows appear. */
  readonly refresh: () => void
}

interface State<Row> {
  readonly rows: readonly Row[] | undefined
  readonly next: string | null
  readonly pages: number
  readonly failure: ApiFailure | null
  readonly at: number | null
}

const NOTHING = { rows: undefined, next: null, pages: 0, failure: null, at: null }

/**
 * Reads the pages of a query, from the start whenever the query changes. An answer that comes after the query has
 * changed is dropped. Ends with the owner.
 * @param everyMs asks anew by itself this often
 */
export function createPages<Query, Row>(
  query: Accessor<Query>,
  load: (query: Query, cursor: string | undefined) => Promise<ApiResult<Page<Row>>>,
  everyMs: number,
): Pages<Row> {
  const [state, setState] = createSignal<State<Row>>(NOTHING)
  const [isLoading, setLoading] = createSignal(false)
  let run = 0

  const ask = async (cursor: string | undefined) => {
    const mine = ++run
    setLoading(true)
    const answer = await load(query(), cursor)
    if (mine !== run) return
    setLoading(false)
    setState(before => afterAnswer(before, answer, cursor))
  }
  const refresh = () => {
    // Whoever has read on stays where they are.
    if (state().pages <= 1 || state().failure !== null) void ask(undefined)
  }
  createEffect(
    on(query, () => {
      setState(NOTHING)
      void ask(undefined)
    }),
  )
  const timer = setInterval(
    () => document.visibilityState === 'visible' && !isLoading() && refresh(),
    everyMs,
  )
  onCleanup(() => {
    run++
    clearInterval(timer)
  })
  return {
    rows: () => state().rows,
    hasMore: () => state().next !== null,
    isLoading,
    failure: () => state().failure,
    at: () => state().at,
    loadMore: () => {
      const { next } = state()
      if (next !== null && !isLoading()) void ask(next)
    },
    refresh,
  }
}

function afterAnswer<Row>(
  before: State<Row>,
  answer: ApiResult<Page<Row>>,
  cursor: string | undefined,
): State<Row> {
  if (!answer.ok) return { ...before, failure: answer }
  const { rows, next } = answer.value
  const isMore = cursor !== undefined
  return {
    rows: isMore ? [...(before.rows ?? []), ...rows] : rows,
    next,
    pages: isMore ? before.pages + 1 : 1,
    failure: null,
    at: Date.now(),
  }
}

/** An answer of the server as a page. */
export function paged<Reply extends { readonly next: string | null }, Row>(
  answer: ApiResult<Reply>,
  rowsOf: (reply: Reply) => readonly Row[],
): ApiResult<Page<Row>> {
  return answer.ok ? { ok: true, value: { rows: rowsOf(answer.value), next: answer.value.next } } : answer
}
