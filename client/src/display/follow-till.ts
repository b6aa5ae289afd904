import type { TillId } from '@evertill/crdt-model'
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { type DisplayMessage, type DisplayState, displayChannel } from './display-message.ts'

/** A till that was opened again is asked again: so often, milliseconds, while none answers. */
const ASK_EVERY = 2000

/** What the till of this browser shows its customer; null while it is not open. */
export function followTill(till: TillId): Accessor<DisplayState | null> {
  const [state, setState] = createSignal<DisplayState | null>(null)
  const channel = new BroadcastChannel(displayChannel(till))
  const ask = () => {
    if (state() === null) channel.postMessage({ type: 'hello' } satisfies DisplayMessage)
  }
  channel.onmessage = (event: MessageEvent<DisplayMessage>) => {
    if (event.data.type === 'state') setState(event.data.state)
    else if (event.data.type === 'gone') setState(null)
  }
  ask()
  const timer = setInterval(ask, ASK_EVERY)
  onCleanup(() => {
    clearInterval(timer)
    channel.close()
  })
  return state
}
