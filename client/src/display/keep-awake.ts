/** Keeps the screen from going dark while the page is seen, where the browser can. Returns how to end that. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined
  let ended = false
  const take = async () => {
    if (ended || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    // Refused on low battery: then it goes dark as it would have.
    lock = await navigator.wakeLock.request('screen').catch(() => undefined)
    if (ended) await lock?.release()
  }
  const onVisible = () => void take()
  document.addEventListener('visibilitychange', onVisible)
  void take()
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', onVisible)
    void lock?.release()
  }
}
