type ScanTaker = (code: string) => void

const takers: ScanTaker[] = []

/** From now on what any scanner reads goes here; the last one asked wins. Returns how to give that back. */
export function takeScans(taker: ScanTaker): () => void {
  takers.push(taker)
  return () => {
    const index = takers.lastIndexOf(taker)
    if (index >= 0) takers.splice(index, 1)
  }
}

/** A scanner read this: whoever takes scans now gets it. */
export function giveScan(code: string): void {
  takers.at(-1)?.(code)
}
