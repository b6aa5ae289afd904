/**
 * A list in which every item that did not change is the same object as before, so that `<For>` keeps its element.
 * Items are plain data; two of the same id are the same when they read the same.
 */
export function keepSame<Item extends object>(
  before: readonly Item[] | undefined,
  after: readonly Item[],
  idOf: (item: Item) => string,
): readonly Item[] {
  if (before === undefined || before.length === 0) return after
  const known = new Map(before.map(item => [idOf(item), item]))
  const kept = after.map(item => {
    const old = known.get(idOf(item))
    return old !== undefined && JSON.stringify(old) === JSON.stringify(item) ? old : item
  })
  const unchanged = kept.length === before.length && kept.every((item, index) => item === before[index])
  return unchanged ? before : kept
}
