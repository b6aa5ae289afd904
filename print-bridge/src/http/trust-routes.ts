import { Hono } from 'hono'
import type { LanKeys } from '../lan/lan-keys.ts'
import { CERTIFICATE_HEADERS, PAGE_HEADERS } from './page-headers.ts'
import type { BridgeEnv, Services } from './services.ts'

/**
 * /trust: the certificate that a device of the shop is told to trust, and how that is done. Nothing here is secret, and
 * nothing can be asked for: the person compares the fingerprint with the one on the bridge's own page.
 */
export function trustRoutes({ readPageFile }: Services, keys: LanKeys): Hono<BridgeEnv> {
  return new Hono<BridgeEnv>()
    .get('/', c => c.body(readPageFile('trust.html'), 200, PAGE_HEADERS.html))
    .get('/trust.js', c => c.body(readPageFile('trust.js'), 200, PAGE_HEADERS.javascript))
    .get('/page.css', c => c.body(readPageFile('page.css'), 200, PAGE_HEADERS.css))
    .get('/certificate', c => c.body(new Uint8Array(keys.authorityDer), 200, CERTIFICATE_HEADERS))
}
