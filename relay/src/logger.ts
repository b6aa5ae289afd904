import { type Logger, pino } from 'pino'
import type { LogLevel } from './config.ts'

/**
 * JSON lines on stdout. Secrets and personal data are never given to it; of errors it keeps what a developer needs,
 * because database drivers hang the parameters of a failed query on theirs.
 */
export function createLogger(level: LogLevel): Logger {
  return pino({ level, base: null, serializers: { err: describeError } })
}

/** Name, message, code and stack of an error and of its causes. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  return {
    type: error.name,
    message: error.message,
    ...('code' in error && { code: String(error.code) }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  }
}
