const QUICK_KEYS_PER_DEPARTMENT = 12
const QUICK_KEY_DEPARTMENTS_AT_LEAST = 20

/** Numbers from 0 to 1 that look random and depend on the text alone (mulberry32 over an FNV-1a hash). */
export function deterministic(text) {
  let state = 2166136261
  for (const character of text) state = Math.imul(state ^ character.charCodeAt(0), 16777619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Marks the best sellers of each department that is large enough to need quick keys. */
export function markQuickKeys(products, rank) {
  const departments = groupBy(products)
  for (const members of departments.values()) {
    if (members.length < QUICK_KEY_DEPARTMENTS_AT_LEAST) continue
    const best = [...members].sort(
      (one, other) => rank(other) - rank(one) || (one.code < other.code ? -1 : 1),
    )
    for (const product of best.slice(0, QUICK_KEYS_PER_DEPARTMENT)) product.quick_key = 1
  }
}

function groupBy(products) {
  const groups = new Map()
  for (const product of products)
    groups.set(product.department, [...(groups.get(product.department) ?? []), product])
  return groups
}
