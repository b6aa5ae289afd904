import { type Accessor, createMemo, For, type JSX, onCleanup, untrack } from 'solid-js'

/**
 * One child for each record, which stays the same child while its record changes: what is being typed in it is not
 * lost when another field, or somebody else, changes the record, and a tap is not lost either. While somebody types in
 * one of them they also keep their order until the next change: a field that is moved loses the focus.
 */
export function ForRecords<Row extends { readonly id: string }>(props: {
  readonly rows: readonly Row[] | undefined
  readonly children: (row: Accessor<Row>, index: Accessor<number>) => JSX.Element
}): JSX.Element {
  const byId = createMemo(() => new Map(props.rows?.map(row => [row.id, row])))
  const elements = new Set<HTMLElement>()
  // `For` keeps a child by its item, and equal texts are the same item.
  const ids = createMemo<readonly string[]>(before => {
    const now = [...byId().keys()]
    return isTypedIn(elements) ? inOrderOf(before, now) : now
  }, [])
  return (
    <For each={ids()}>
      {(id, index) => {
        const first = untrack(() => byId().get(id))
        if (first === undefined) return null
        // A field that is left because its record went away still reads the last of it.
        const row = createMemo<Row>(last => byId().get(id) ?? last, first)
        const child = props.children(row, index)
        if (child instanceof HTMLElement) {
          elements.add(child)
          onCleanup(() => elements.delete(child))
        }
        return child
      }}
    </For>
  )
}

function isTypedIn(elements: ReadonlySet<HTMLElement>): boolean {
  const { activeElement } = document
  if (!(activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement))
    return false
  return [...elements].some(element => element.contains(activeElement))
}

/** What is still there in the order as before, then what is new. */
function inOrderOf(before: readonly string[], now: readonly string[]): readonly string[] {
  const there = new Set(now)
  const known = new Set(before)
  return [...before.filter(id => there.has(id)), ...now.filter(id => !known.has(id))]
}
