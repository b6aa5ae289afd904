/** The right to write a till: held by one worker of this browser at a time. */
export interface WriterLock {
  /** Lets another tab have it. */
  release(): void
}

export interface WriterLockOptions {
  readonly name: string
  /** The person chose this tab: ask the holder to let go, and take the lock if it does not answer. */
  readonly takeOver: boolean
  /** Another tab asked for the lock: finish what is under way; the lock is released when this resolves. */
  readonly onAsked: () => Promise<void>
  /** The lock was taken away without asking (this tab was frozen). Nothing may be written any more. */
  readonly onStolen: () => void
}

/** A reload may find the worker of the page before it still ending: wait that long before saying "open elsewhere". */
const RELOAD_PATIENCE = 700
/** How long the holder may take to finish before the lock is taken from it. */
const TAKE_OVER_PATIENCE = 3000

/** The lock, or null when another tab has it and `takeOver` is false. */
export async function takeWriterLock(options: WriterLockOptions): Promise<WriterLock | null> {
  const atOnce = await request(options, { ifAvailable: true })
  if (atOnce) return atOnce
  if (!options.takeOver) return request(options, { signal: AbortSignal.timeout(RELOAD_PATIENCE) })
  ask(options.name)
  const granted = await request(options, { signal: AbortSignal.timeout(TAKE_OVER_PATIENCE) })
  return granted ?? request(options, { steal: true })
}

/** Resolves with the lock once it is granted, or null when it is not available or the signal came first. */
function request(options: WriterLockOptions, how: LockOptions): Promise<WriterLock | null> {
  return new Promise((resolve, reject) => {
    let granted = false
    const held = navigator.locks.request(options.name, how, lock => {
      if (!lock) return resolve(null)
      granted = true
      return new Promise<void>(letGo => resolve(listen(options, letGo)))
    })
    held.catch((error: unknown) => {
      if (granted) options.onStolen()
      else if (isPatienceOver(error)) resolve(null)
      else reject(error)
    })
  })
}

function listen(options: WriterLockOptions, letGo: () => void): WriterLock {
  const channel = new BroadcastChannel(options.name)
  const release = (): void => {
    channel.close()
    letGo()
  }
  channel.onmessage = () => void options.onAsked().finally(release)
  return { release }
}

function ask(name: string): void {
  const channel = new BroadcastChannel(name)
  channel.postMessage('let go')
  channel.close()
}

function isPatienceOver(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError')
}
