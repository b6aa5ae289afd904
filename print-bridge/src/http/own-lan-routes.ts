import { DEFAULT_LAN_PORT, shortFingerprint } from '@evertill/crdt-model/printing'
import { Hono } from 'hono'
import * as v from 'valibot'
import { lanPort } from '../settings/settings.ts'
import { CERTIFICATE_HEADERS } from './page-headers.ts'
import { Problem } from './problem.ts'
import { readBody } from './read-body.ts'
import type { BridgeEnv, Services } from './services.ts'

const turnOnBody = v.object({ address: v.pipe(v.string(), v.ipv4()), port: lanPort })

/** /own/lan: the owner's choice whether tills of the network are served. */
export function ownLanRoutes({ lan, findPlaces, tokens }: Services): Hono<BridgeEnv> {
  return new Hono<BridgeEnv>()
    .post('/on', async c => {
      const { address, port } = await readBody(c, turnOnBody)
      if (!findPlaces().addresses.includes(address))
        throw new Problem('not-own-address', 'this machine has no such address in a private range')
      await lan.turnOn(address, port)
      return c.json({})
    })
    .post('/off', async c => {
      await lan.turnOff()
      return c.json({})
    })
    .post('/anew', async c => {
      // Whoever may have the old key may have been paired with it.
      await tokens.revokeVia('lan')
      await lan.makeKeysAnew()
      return c.json({})
    })
    .get('/certificate', c => {
      if (lan.keys === null) throw new Problem('not-found', 'there is no certificate yet')
      return c.body(new Uint8Array(lan.keys.authorityDer), 200, CERTIFICATE_HEADERS)
    })
}

/** How it is with the network, for the bridge's own page. */
export function lanView({ lan, settings, findPlaces }: Services): object {
  const { keys } = lan
  return {
    ...lan.state,
    on: settings.lan?.on ?? false,
    address: settings.lan?.address ?? null,
    port: settings.lan?.port ?? DEFAULT_LAN_PORT,
    choices: findPlaces().addresses,
    keys: keys && {
      fingerprint: keys.authorityFingerprint,
      validUntil: keys.validUntil,
      identity: shortFingerprint(keys.identityHash),
    },
  }
}
