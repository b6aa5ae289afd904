import type { BridgeScale, ScaleAnswer } from '@evertill/crdt-model/devices'
import { Hono } from 'hono'
import { Problem } from './problem.ts'
import type { BridgeEnv, Services } from './services.ts'

/** /v1/scales: by the ids that the shop gave them; where they are is nobody's business. */
export function scaleRoutes({ scales }: Services): Hono<BridgeEnv> {
  return new Hono<BridgeEnv>()
    .get('/', c => c.json(scales.all satisfies readonly BridgeScale[]))
    .get('/:id/reading', async c => {
      const weighing = scales.weigh(c.req.param('id'))
      if (weighing === null) throw new Problem('not-found', 'no such scale')
      return c.json({ reading: await weighing } satisfies ScaleAnswer)
    })
}
