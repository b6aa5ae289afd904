import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'

/** Whether what is on screen now was drawn once: what a person reads second is made behind what they read first. */
export function createDrawn(): Accessor<boolean> {
  const [isDrawn, setDrawn] = createSignal(false)
  onMount(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    // A frame's own task ends with its drawing: what is made in it would hold it up.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setDrawn(true))
    })
    onCleanup(() => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    })
  })
  return isDrawn
}
