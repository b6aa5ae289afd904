import { receiptLetterRequest } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { askLetter } from '../../letters/ask-letter.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireDevice } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { Problem } from '../problem.ts'
import { publicOrigin } from '../request-facts.ts'

const TOO_MANY_WAIT_SECONDS = 3600

/** `POST`: a till wants a receipt sent by e-mail, or asks how that went. SPEC RL4. */
export function receiptLetterRoutes(services: Services): Hono<AppEnv> {
  const { database, letters } = services
  return new Hono<AppEnv>().post('/', async c => {
    const device = await requireDevice(c, services)
    const asked = await parseBody(c, receiptLetterRequest)
    if (letters === null) throw new Problem('not-set-up', 'this relay has no mail server')
    const about = { origin: publicOrigin(c, services), now: services.now() }
    const reply = await askLetter(database, device, asked, about)
    if (reply === 'too-many') {
      throw new Problem('too-many-attempts', 'this till, or this address, had too many letters', {
        retryAfterSeconds: TOO_MANY_WAIT_SECONDS,
      })
    }
    if (reply.state === 'waiting') letters.soon()
    return c.json(reply)
  })
}
