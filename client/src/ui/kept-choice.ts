import { type Accessor, createSignal } from 'solid-js'

/** How this device looks in one respect: chosen once, kept on it, and the same in every window. */
export interface KeptChoice<Value extends string> {
  readonly value: Accessor<Value>
  /** Shows what is remembered and follows the other windows. Call before the first render. */
  readonly start: () => void
  readonly set: (next: Value) => void
}

/**
 * A choice that style sheets read at the root element.
 * @param attribute of `data-*`, absent for the first of the values: that is the usual one
 */
export function makeKeptChoice<Value extends string>(
  key: string,
  values: readonly [Value, ...Value[]],
  attribute: string,
): KeptChoice<Value> {
  const [usual] = values
  const [value, setValue] = createSignal<Value>(usual)
  const show = (wanted: string | null) => {
    const next = values.find(each => each === wanted) ?? usual
    setValue(() => next)
    if (next === usual) delete document.documentElement.dataset[attribute]
    else document.documentElement.dataset[attribute] = next
  }
  return {
    value,
    start() {
      show(localStorage.getItem(key))
      window.addEventListener('storage', event => event.key === key && show(event.newValue))
    },
    set(next) {
      show(next)
      localStorage.setItem(key, next)
    },
  }
}
