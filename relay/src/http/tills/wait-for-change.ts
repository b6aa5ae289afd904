import type { ChangeSignal } from '../../change-signal.ts'

/** Resolves after a change, but not before `atLeast` and not after `atMost` milliseconds; at once when aborted. */
export function waitForChange(
  changes: ChangeSignal,
  signal: AbortSignal,
  { atLeast, atMost }: { atLeast: number; atMost: number },
): Promise<void> {
  return new Promise(resolve => {
    let changed = false
    let rested = false
    const listened = changes.listen(() => {
      changed = true
      if (rested) finish()
    })
    const rest = setTimeout(() => {
      rested = true
      if (changed) finish()
    }, atLeast)
    const limit = setTimeout(finish, atMost)
    signal.addEventListener('abort', finish)
    if (signal.aborted) finish()

    function finish(): void {
      listened()
      clearTimeout(rest)
      clearTimeout(limit)
      signal.removeEventListener('abort', finish)
      resolve()
    }
  })
}
