import { type Accessor, createMemo, For, type JSX, untrack } from 'solid-js'

/**
 * One child for each record, which stays the same child while its record changes: what is being typed in it is not
 * lost when another field, or somebody else, changes the record, and a tap is not lost either.
 */
export function ForRecords<Row extends { readonly id: string }>(props: {
  readonly rows: readonly Row[] | undefined
  readonly children: (row: Accessor<Row>, index: Accessor<number>) => JSX.Element
}): JSX.Element {
  const byId = createMemo(() => new Map(props.rows?.map(row => [row.id, row])))
  // `For` keeps a child by its item, and equal texts are the same item.
  return (
    <For each={[...byId().keys()]}>
      {(id, index) => {
        const first = untrack(() => byId().get(id))
        if (first === undefined) return null
        // A field that is left because its record went away still reads the last of it.
        const row = createMemo<Row>(last => byId().get(id) ?? last, first)
        return props.children(row, index)
      }}
    </For>
  )
}
