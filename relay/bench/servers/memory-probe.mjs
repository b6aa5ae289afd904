/**
 * Loaded into every measured server (`node --expose-gc --import`): answers what it holds after collecting garbage, or
 * how much processor time it has used.
 */
process.on('message', question => {
  if (question === 'processor') {
    const { user, system } = process.cpuUsage()
    process.send?.(user + system)
  }
  if (question !== 'memory') return
  globalThis.gc?.()
  globalThis.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send?.({ rss, held: heapUsed + external })
})
// Being asked must not keep the process alive.
process.channel?.unref()
