import { createClient } from '@redis/client'
import type { BusEvents, RelayBus } from './relay-bus.ts'

const CONNECT_TIMEOUT_MS = 3000
/** A connection is asked for a sign of life this often: a dead one is noticed within two of them. */
const PING_MS = 4000
/** Pauses between attempts to come back. */
const LONGEST_PAUSE_MS = 2000
/** What may wait to be sent; beyond it messages are dropped, as if the bus were away. */
const UNSENT_BYTES = 16 * 1024 * 1024

/**
 * A bus over the publish/subscribe of Redis or Valkey. Never throws and never waits: a server that is away is looked
 * for until it is back.
 * @param channel all relays of one database use the same, and no others do
 */
export function openRedisBus(url: string, channel: string, events: BusEvents): RelayBus {
  const options = {
    url,
    disableOfflineQueue: true,
    pingInterval: PING_MS,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: 3 * PING_MS,
      reconnectStrategy: (attempts: number) => Math.min(100 * 2 ** Math.min(attempts, 6), LONGEST_PAUSE_MS),
    },
  }
  const publisher = createClient(options)
  const subscriber = createClient(options)
  let isSubscribed = false
  let wasUp: boolean | undefined
  let unsentBytes = 0
  let isClosed = false

  function isUp(): boolean {
    return publisher.isReady && subscriber.isReady && isSubscribed
  }

  function look(reason: string): void {
    if (isClosed || isUp() === wasUp) return
    wasUp = isUp()
    if (wasUp) events.up()
    else events.down(reason)
  }

  for (const client of [publisher, subscriber]) {
    client.on('ready', () => look('ready'))
    client.on('reconnecting', () => look('the connection is lost'))
    // The reason has the address, and never a password.
    client.on('error', error => look(error instanceof Error ? error.message : String(error)))
  }
  // Both go on trying by themselves; a subscription is made again by the client after a reconnect.
  publisher.connect().catch(() => {})
  subscriber
    .connect()
    .then(() => subscriber.subscribe(channel, bytes => events.message(new Uint8Array(bytes)), true))
    .then(() => {
      isSubscribed = true
      look('subscribed')
    })
    .catch(() => {})

  return {
    get isUp() {
      return isUp()
    },
    publish(message) {
      if (!publisher.isReady || unsentBytes + message.byteLength > UNSENT_BYTES) return
      unsentBytes += message.byteLength
      const sent = () => {
        unsentBytes -= message.byteLength
      }
      publisher.publish(channel, Buffer.from(message)).then(sent, sent)
    },
    async close() {
      isClosed = true
      publisher.destroy()
      subscriber.destroy()
    },
  }
}
