import { createMemo, For, type JSX, Show } from 'solid-js'

/**
 * One child for each record, which stays the same child while its record changes: what is being typed in it is not
 * lost when another field, or somebody else, changes the record.
 */
export function ForRecords<Row extends { readonly id: string }>(props: {
  readonly rows: readonly Row[] | undefined
  readonly children: (row: () => Row) => JSX.Element
}): JSX.Element {
  const byId = createMemo(() => new Map(props.rows?.map(row => [row.id, row])))
  // `For` keeps a child by its item, and equal texts are the same item.
  return (
    <For each={[...byId().keys()]}>
      {id => <Show when={byId().get(id)}>{row => props.children(row)}</Show>}
    </For>
  )
}
