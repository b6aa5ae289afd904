/** The list with one of its items at another place; places beyond its ends are its ends. */
export function moveItem<Item>(list: readonly Item[], item: Item, to: number): Item[] {
  const others = list.filter(each => each !== item)
  if (others.length === list.length) return [...list]
  const place = Math.min(Math.max(to, 0), others.length)
  return [...others.slice(0, place), item, ...others.slice(place)]
}
