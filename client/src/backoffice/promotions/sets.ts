/** The set with the item put in or taken out; undefined when nothing is left in it, which limits nothing. */
export function toggled<Item>(set: ReadonlySet<Item> | undefined, item: Item): ReadonlySet<Item> | undefined {
  const next = new Set(set)
  if (!next.delete(item)) next.add(item)
  return next.size === 0 ? undefined : next
}

/** The object with a field set, or without it where there is no value: absent is not the same as undefined. */
export function withField<Whole extends object, Field extends keyof Whole>(
  whole: Whole,
  field: Field,
  value: Whole[Field] | undefined,
): Whole {
  const next = { ...whole, [field]: value }
  if (value === undefined) delete next[field]
  return next
}
