/** What a connection may send, on average and at once. */
export interface RateLimits {
  /** Frames a second, and how many may come at once after a quiet time. */
  readonly framesPerSecond: number
  readonly burstFrames: number
  readonly bytesPerSecond: number
  readonly burstBytes: number
}

/** Counts what one connection sends: two buckets that run dry when it sends faster than they are filled. */
export class FrameRate {
  readonly #limits: RateLimits
  #frames: number
  #bytes: number
  #at: number

  /** @param now milliseconds of a clock that never goes back */
  constructor(limits: RateLimits, now: number) {
    this.#limits = limits
    this.#frames = limits.burstFrames
    this.#bytes = limits.burstBytes
    this.#at = now
  }

  /** @returns whether a frame of so many bytes is within the rate. */
  take(bytes: number, now: number): boolean {
    const { framesPerSecond, burstFrames, bytesPerSecond, burstBytes } = this.#limits
    const seconds = Math.max(0, now - this.#at) / 1000
    this.#at = now
    this.#frames = Math.min(burstFrames, this.#frames + seconds * framesPerSecond) - 1
    this.#bytes = Math.min(burstBytes, this.#bytes + seconds * bytesPerSecond) - bytes
    return this.#frames >= 0 && this.#bytes >= 0
  }
}
