import type { Socket } from 'node:net'

/**
 * Sends what one turn of the event loop writes to a connection in one call to the system. A commit's updates and
 * acknowledgements are a frame each, and `ws` makes a call for each frame: a fifth of what an update costs the relay.
 * `ws` corks the line before each frame; here the first of a turn keeps it corked until the turn is over.
 */
export function gatherWrites(line: Socket): void {
  const { cork } = line
  let isGathering = false
  line.cork = () => {
    cork.call(line)
    if (isGathering) return
    isGathering = true
    cork.call(line)
    process.nextTick(() => {
      isGathering = false
      line.uncork()
    })
  }
}
