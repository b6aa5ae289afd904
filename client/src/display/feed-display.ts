import type { TillId } from '@evertill/crdt-model'
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import { type DisplayMessage, type DisplayState, displayChannel } from './display-message.ts'

/**
 * Tells the displays of this till what its customer sees, for as long as the owner lives. Nothing is worked out or sent
 * before a display has asked. @param state what to show, asked for only then
 */
export function feedDisplay(till: TillId, state: Accessor<DisplayState>): void {
  const channel = new BroadcastChannel(displayChannel(till))
  const [greetings, setGreetings] = createSignal(0)
  const send = (message: DisplayMessage) => channel.postMessage(message)
  channel.onmessage = (event: MessageEvent<DisplayMessage>) => {
    if (event.data.type === 'hello') setGreetings(count => count + 1)
  }
  const shown = createMemo(() => (greetings() > 0 ? { state: state(), greetings: greetings() } : null))
  createEffect(() => {
    const now = shown()
    if (now !== null) send({ type: 'state', state: now.state })
  })
  onCleanup(() => {
    send({ type: 'gone' })
    channel.close()
  })
}

/** Opens the customer's window beside this one; a second press brings the same one to the front. */
export function openDisplay(): Window | null {
  const opened = window.open('/display', 'evertill-display', 'popup,width=1024,height=768')
  opened?.focus()
  return opened
}
