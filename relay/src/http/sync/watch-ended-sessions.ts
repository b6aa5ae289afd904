import type { Services } from '../context.ts'
import { closeEndedSessions } from './close-ended-sessions.ts'

/** What the database tells when sessions end or rights change (`072-tell-ended-sessions.sql`). */
const CHANNEL = 'evertill_sessions'

/**
 * Closes the sockets here of sessions that another relay on the same database ended, as soon as it has committed that.
 * @returns ends it
 */
export function watchEndedSessions(services: Services): () => Promise<void> {
  let isClosing = false
  let isAgain = false
  const close = async () => {
    // What is told meanwhile may be newer than what is being read.
    isAgain = true
    if (isClosing) return
    isClosing = true
    try {
      while (isAgain && !services.stopping.aborted) {
        isAgain = false
        await closeEndedSessions(services)
      }
    } catch (error) {
      // The periodic look finds them a little later.
      services.log.warn({ err: error }, 'closing ended sessions failed')
    } finally {
      isClosing = false
    }
  }
  return services.database.listen(CHANNEL, () => void close())
}
