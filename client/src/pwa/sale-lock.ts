/**
 * "A sale is open" as all tabs of this browser know it: a Web Lock that every open sale holds shared and that an
 * app update takes exclusively. It vanishes with its tab, so a crashed tab cannot block updates for ever.
 */
export const SALE_LOCK = 'evertill-sale-open'

/** Says that a sale is open in this tab, until the returned function is called. */
export function holdSaleLock(): () => void {
  let release = () => {}
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  const abort = new AbortController()
  // An update under way may hold the lock exclusively; selling does not wait for it, only the lock does.
  navigator.locks
    .request(SALE_LOCK, { mode: 'shared', signal: abort.signal }, () => released)
    .catch(() => undefined)
  return () => {
    abort.abort()
    release()
  }
}

/**
 * Runs `work` while no tab has a sale open and none can open one.
 * @returns false, without running it, when a sale is open somewhere.
 */
export async function whileNoSaleIsOpen(work: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(SALE_LOCK, { mode: 'exclusive', ifAvailable: true }, async lock => {
    if (lock === null) return false
    await work()
    return true
  })
}
