import { type Accessor, type JSX, Show } from 'solid-js'
import type { AskShareResult } from '../../replica/protocol.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import './account-standing.css'
import type { Share } from './create-share.ts'

/** A box in which it is told how an account stands, once that is known. */
export function StandingFrame(props: {
  readonly title: string
  readonly share: Share
  /** Made once; the result is followed as it changes. */
  readonly children: (result: Accessor<AskShareResult>) => JSX.Element
}): JSX.Element {
  const known = () => {
    const state = props.share.state()
    return state.kind === 'known' ? state : undefined
  }
  return (
    <div class="till-standing" aria-live="polite">
      <h3 class="till-standing__title">{props.title}</h3>
      <Show
        when={known()}
        fallback={
          <Show when={props.share.state().kind === 'asking'}>
            <Skeleton count={2} />
          </Show>
        }
      >
        {result => props.children(result)}
      </Show>
    </div>
  )
}
