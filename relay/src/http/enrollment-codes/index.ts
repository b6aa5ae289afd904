import { enrollmentCodeRequest, type TillId, toId } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { mayUseStore } from '../../auth/user.ts'
import { createEnrollmentCode } from '../../devices/create-enrollment-code.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireUser } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { Problem } from '../problem.ts'

/** `POST`: a manager makes a one-time code for a till of their stores. */
export function enrollmentCodeRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', async c => {
    const user = await requireUser(c, services)
    const till = toId<TillId>((await parseBody(c, enrollmentCodeRequest)).till)
    const shop = await services.shop.read()
    const found = shop.tills.get(till)
    if (!found) {
      throw new Problem('not-found', 'there is no such till', { fields: { till: 'not-supported' } })
    }
    if (!mayUseStore(user, found.store.id)) throw new Problem('forbidden', 'this is a till of another store')
    const reply = await createEnrollmentCode(services.database, user, till, services.now())
    services.log.info({ till, user: user.id }, 'enrollment code made')
    return c.json(reply, 201)
  })
}
