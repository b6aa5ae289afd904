import type { StatusReply } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { recoveryOpenUntil } from '../../recovery/recovery-window.ts'
import { DEMO_SIGN_INS } from '../../shop/demo/demo-sign-ins.ts'
import { readSetUpState } from '../../shop/set-up-shop.ts'
import type { AppEnv, Services } from '../context.ts'

/** `GET`: what this relay is and whether it is set up. Needs no session. */
export function statusRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async c => {
    const [state, recovery] = await Promise.all([
      readSetUpState(services.database),
      recoveryOpenUntil(services.database, services.now()),
    ])
    const reply: StatusReply = {
      setUp: state !== undefined,
      database: services.databaseId,
      storage: services.database.kind,
      version: services.version,
      recovering: recovery !== null,
      receipts: { origin: services.publicOrigins[0] ?? null, letters: services.letters !== null },
      ...(state?.kind === 'demo' && {
        demo: { ...DEMO_SIGN_INS, cashiers: [...DEMO_SIGN_INS.cashiers] },
      }),
    }
    return c.json(reply)
  })
}
