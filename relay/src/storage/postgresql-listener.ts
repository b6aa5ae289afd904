import postgres from 'postgres'

/** How often to look whether the connection that listens is still there, milliseconds. */
const LOOK_MS = 5000

/**
 * Listens to a channel on a connection of its own, and goes on when that was lost. The library listens again by itself
 * once, and never more when the server is not back by then.
 * @param heard called for each notification, and whenever some may have been missed
 * @param isThere whether the server knows a backend of this process id
 * @returns ends it
 */
export function listenTo(
  options: { readonly url: string; readonly connectTimeoutSeconds: number },
  channel: string,
  heard: () => void,
  isThere: (pid: number) => Promise<boolean>,
): () => Promise<void> {
  let sql: postgres.Sql | undefined
  let pid: number | undefined
  let looking: Promise<void> | undefined
  let isStopped = false

  const open = async () => {
    const opened = postgres(options.url, {
      max: 1,
      connect_timeout: options.connectTimeoutSeconds,
      onnotice: () => {},
      connection: { application_name: 'evertill-relay-listener' },
      fetch_types: false,
    })
    sql = opened
    const { state } = await opened.listen(channel, heard, heard)
    pid = state.pid
  }
  const close = async () => {
    const closing = sql
    sql = undefined
    pid = undefined
    await closing?.end({ timeout: 1 }).catch(() => {})
  }
  /** A server that does not answer is asked again at the next look. */
  const look = async () => {
    try {
      if (pid !== undefined && (await isThere(pid))) return
      await close()
      if (!isStopped) await open()
    } catch {
      await close()
    }
  }
  const lookOnce = () => {
    looking ??= look().finally(() => {
      looking = undefined
    })
  }
  lookOnce()
  const timer = setInterval(lookOnce, LOOK_MS).unref()
  return async () => {
    isStopped = true
    clearInterval(timer)
    await looking
    await close()
  }
}
