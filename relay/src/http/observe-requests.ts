import { randomUUID } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import type { AppEnv, Services } from './context.ts'

/**
 * Gives each request an id, which the answer and every line of the log about it carry, and counts it. Changes are
 * logged, questions only at level `debug`. Paths hold ids and no personal data; queries and bodies are not logged.
 */
export function observeRequests(services: Services) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const startedAt = performance.now()
    // An id of our own: one that a client sends could be anything.
    const request = randomUUID()
    c.set('requestId', request)
    await next()
    c.res.headers.set('x-request-id', request)
    const { method, path } = c.req
    const { status } = c.res
    const milliseconds = Math.round(performance.now() - startedAt)
    services.metrics.requestDone({ method, status, milliseconds })
    const line = { request, method, path, status, milliseconds }
    if (method === 'GET' || method === 'HEAD') services.log.debug(line, 'request')
    else services.log.info(line, 'request')
  })
}
