import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js'

/** How long an edit of one's own hides what is stored, milliseconds: then the stored value is the truth again. */
const LONGEST = 5000

/**
 * A value of several parts that is written as a whole. Between an edit and the moment it comes back from the store the
 * next edit must build on it, and not on what was stored before: or two quick edits would undo one another.
 *
 * @param stored as it is in the store now
 * @returns the value to show and to build on, and how to note an edit of one's own
 */
export function createOwnEdit<Value>(stored: Accessor<Value>): [Accessor<Value>, (edited: Value) => void] {
  const [own, setOwn] = createSignal<{ readonly value: Value }>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const forget = () => {
    clearTimeout(timer)
    setOwn(undefined)
  }
  createEffect(() => {
    const mine = own()
    if (mine !== undefined && JSON.stringify(mine.value) === JSON.stringify(stored())) forget()
  })
  onCleanup(() => clearTimeout(timer))
  const edit = (edited: Value) => {
    clearTimeout(timer)
    timer = setTimeout(forget, LONGEST)
    setOwn({ value: edited })
  }
  return [
    createMemo(() => {
      const mine = own()
      return mine === undefined ? stored() : mine.value
    }),
    edit,
  ]
}
