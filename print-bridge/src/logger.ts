import { type Logger, pino } from 'pino'

/**
 * JSON lines on stdout. It is given names, sizes, hashes and states; never what a job prints, a token, a code, or
 * anything a refused request said.
 */
export function createLogger(level: string): Logger {
  return pino({ level, base: null })
}

/** What may be said of an error: its kind and its code. A driver's message may quote what it was writing. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
