import type { ProductId } from '@evertill/crdt-model'
import Dexie, { type IntervalTree } from 'dexie'
import { type Accessor, batch, createSignal, onCleanup } from 'solid-js'
import type { LocalDatabase, ProductRow } from '../../local/database.ts'

/**
 * All products in memory, kept up to date row by row. A table over a hundred thousand rows is sorted and filtered in
 * memory in milliseconds; asking the database for all of them again after each edit would take seconds.
 */
export interface ProductMirror {
  /** The row as it is now; follows changes where Solid tracks. Undefined for one that is not there. */
  row(id: ProductId): ProductRow | undefined
  /** All rows as they are now, without following them: read `revision` to follow. */
  rows(): IterableIterator<ProductRow>
  /**
   * Changes when rows come, go, or are archived; not with an edit of a field: a row that was just edited keeps its
   * place until the person sorts or filters anew.
   */
  readonly revision: Accessor<number>
  readonly state: Accessor<MirrorState>
  /** Reads everything again after an error. */
  retry(): void
}

export type MirrorState =
  | { readonly kind: 'loading'; readonly loaded: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }

/** Rows read in one go: some tens of milliseconds, so that the page stays alive meanwhile. */
const CHUNK = 2_000

/** Mirrors the products of a database; ends with the owner. */
export function createProductMirror(database: LocalDatabase): ProductMirror {
  const all = new Map<ProductId, ProductRow>()
  const followed = new Map<ProductId, { track: Accessor<undefined>; trigger: () => void }>()
  const [revision, setRevision] = createSignal(0)
  const [state, setState] = createSignal<MirrorState>({ kind: 'loading', loaded: 0 })
  let disposed = false
  let loading = false
  /** Everything changed once more while it was being read. */
  let again = false

  /** @param quiet leaves the revision to the caller. @returns whether rows came, went or were archived. */
  const put = (
    ids: readonly ProductId[],
    rows: readonly (ProductRow | undefined)[],
    quiet = false,
  ): boolean =>
    batch(() => {
      let moved = false
      ids.forEach((id, index) => {
        const row = rows[index]
        moved ||= all.get(id)?.archived !== row?.archived
        if (row === undefined) all.delete(id)
        else all.set(id, row)
        followed.get(id)?.trigger()
      })
      if (moved && !quiet) setRevision(count => count + 1)
      return moved
    })

  const load = async () => {
    again = loading
    if (loading) return
    loading = true
    try {
      do {
        again = false
        await readAll()
      } while (again && !disposed)
      if (!disposed) setState({ kind: 'ready' })
    } catch (error) {
      if (!disposed) setState({ kind: 'failed', message: messageOf(error) })
    } finally {
      loading = false
    }
  }

  const readAll = async () => {
    const seen = new Set<ProductId>()
    // What is there is shown at once, then whenever there is twice as much: a table that is sorted anew for every
    // chunk would spend more time on sorting than on reading.
    let showAt = CHUNK
    let moved = false
    let last: ProductId | undefined
    for (;;) {
      const from =
        last === undefined ? database.products.orderBy(':id') : database.products.where(':id').above(last)
      const chunk = await from.limit(CHUNK).toArray()
      if (disposed) return
      const ids = chunk.map(row => row.id)
      for (const id of ids) seen.add(id)
      moved = put(ids, chunk, true) || moved
      if (chunk.length < CHUNK) break
      last = ids.at(-1)
      if (state().kind !== 'ready') setState({ kind: 'loading', loaded: seen.size })
      if (moved && seen.size >= showAt) {
        setRevision(count => count + 1)
        moved = false
        showAt = seen.size * 2
      }
    }
    const gone = [...all.keys()].filter(id => !seen.has(id))
    if (put(gone, [], true) || moved) setRevision(count => count + 1)
  }

  const reread = async (ids: readonly ProductId[]) => {
    try {
      const rows = await database.products.bulkGet([...ids])
      if (!disposed) put(ids, rows)
    } catch (error) {
      if (!disposed) setState({ kind: 'failed', message: messageOf(error) })
    }
  }

  const tables = [`idb://${database.name}/products/`, 'all']
  const listen = (parts: Record<string, IntervalTree | undefined>) => {
    for (const name of tables) {
      const tree = parts[name]
      if (tree === undefined) continue
      const ids = singleKeys(tree)
      if (ids === undefined) void load()
      else if (ids.length > 0) void reread(ids)
    }
  }
  Dexie.on('storagemutated', listen)
  onCleanup(() => {
    disposed = true
    Dexie.on.storagemutated.unsubscribe(listen)
  })
  void load()

  const follow = (id: ProductId) => {
    const known = followed.get(id)
    if (known !== undefined) return known
    const [track, trigger] = createSignal(undefined, { equals: false })
    const made = { track, trigger: () => void trigger(undefined) }
    followed.set(id, made)
    return made
  }
  return {
    row(id) {
      follow(id).track()
      return all.get(id)
    },
    rows: () => all.values(),
    revision,
    state,
    retry() {
      setState({ kind: 'loading', loaded: 0 })
      void load()
    },
  }
}

/** The keys of a Dexie range set, or undefined when it holds ranges that cannot be listed. */
function singleKeys(tree: IntervalTree): ProductId[] | undefined {
  const keys: ProductId[] = []
  const visit = (node: IntervalTree | null | undefined): boolean => {
    if (!node || !('from' in node)) return true
    if (node.from !== node.to || typeof node.from !== 'string') return false
    keys.push(asProductId(node.from))
    return visit(node.l) && visit(node.r)
  }
  return visit(tree) ? keys : undefined
}

/** A primary key of the products table, which holds product ids only. */
function asProductId(key: string): ProductId {
  return key as ProductId
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
