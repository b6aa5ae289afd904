import { readStatus } from '@evertill/crdt-model/printing'
import { Hono } from 'hono'
import { Problem } from './problem.ts'
import type { BridgeEnv, Services } from './services.ts'

/** /v1/printers: by the ids that the shop gave them; where they are is nobody's business. */
export function printerRoutes({ printers }: Services): Hono<BridgeEnv> {
  return new Hono<BridgeEnv>()
    .get('/', c => c.json(printers.all))
    .get('/:id/status', async c => {
      const id = c.req.param('id')
      if (printers.find(id) === null) throw new Problem('not-found', 'no such printer')
      const bytes = await printers.askNow(id)
      if (bytes === null) throw new Problem('printer-unreachable', 'the printer cannot be reached')
      const { printer = null, offlineCause = null, error = null, paper = null } = bytes
      return c.json({ status: readStatus(bytes), bytes: { printer, offlineCause, error, paper } })
    })
}
