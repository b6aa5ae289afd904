import { createEffect, type JSX, onCleanup, Show } from 'solid-js'

export interface MoreWhenSeenProps {
  readonly when: boolean
  readonly onSeen: () => void
}

/** The end of a list that grows when it comes into sight. */
export function MoreWhenSeen(props: MoreWhenSeenProps): JSX.Element {
  return (
    <Show when={props.when}>
      <Sentinel onSeen={props.onSeen} />
    </Show>
  )
}

/** A screen early, so that the next ones are there before the finger is. */
const AHEAD = '600px'

function Sentinel(props: { readonly onSeen: () => void }): JSX.Element {
  let mark: HTMLDivElement | undefined
  createEffect(() => {
    if (mark === undefined) return
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) props.onSeen()
      },
      { rootMargin: AHEAD },
    )
    observer.observe(mark)
    onCleanup(() => observer.disconnect())
  })
  return <div ref={mark} class="till-sentinel" />
}
