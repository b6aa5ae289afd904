import {
  type MissingPicturesReply,
  mayAddPictures,
  missingPicturesRequest,
  type OrganisationId,
  type PictureHash,
  type Principal,
  parsePictureHash,
} from '@evertill/crdt-model'
import { type Context, Hono } from 'hono'
import { principalOfUser } from '../../auth/user.ts'
import { missingPictures, readPicture, storePicture } from '../../pictures/picture-store.ts'
import { recoveryOpenUntil } from '../../recovery/recovery-window.ts'
import type { AppEnv, Services } from '../context.ts'
import { findAskingDevice, findUserSession } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { Problem } from '../problem.ts'

const YEAR_SECONDS = 31_536_000

/** Who asks: a browser may be a till and a back office at once, and then is both. */
interface Asking {
  readonly organisation: OrganisationId
  readonly as: readonly Principal[]
}

/** `GET /<hash>`, `PUT /<hash>`: a picture. `POST /missing`: which ones are not here. SPEC V. */
export function pictureRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/:hash', async c => {
      const { organisation } = await requireAsking(c, services)
      const picture = await readPicture(services.database, organisation, hashOf(c))
      if (picture === undefined) throw new Problem('not-found', 'there is no such picture')
      return c.body(Uint8Array.from(picture.bytes), 200, {
        'content-type': picture.type,
        'cache-control': `private, max-age=${YEAR_SECONDS}, immutable`,
      })
    })
    .put('/:hash', async c => {
      const organisation = await requireWriter(c, services)
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      const outcome = await storePicture(services.database, organisation, hashOf(c), bytes)
      switch (outcome.kind) {
        case 'stored':
          return c.body(null, 204)
        case 'refused':
          throw new Problem('unusable-picture', `not taken as a picture: ${outcome.problem}`)
        case 'full':
          throw new Problem('too-many-pictures', 'this shop has as many pictures as it can have')
      }
    })
    .post('/missing', async c => {
      const { organisation } = await requireAsking(c, services)
      const { pictures } = await parseBody(c, missingPicturesRequest)
      const hashes = pictures.map(parsePictureHash).filter(hash => hash !== undefined)
      const reply: MissingPicturesReply = {
        missing: await missingPictures(services.database, organisation, hashes),
      }
      return c.json(reply)
    })
}

function hashOf(c: Context<AppEnv>): PictureHash {
  const hash = parsePictureHash(c.req.param('hash') ?? '')
  if (hash === undefined) throw new Problem('not-found', 'a picture is named by its SHA-256')
  return hash
}

/** @throws `Problem` unauthenticated, till-revoked. */
async function requireAsking(c: Context<AppEnv>, services: Services): Promise<Asking> {
  const [device, session] = await Promise.all([findAskingDevice(c, services), findUserSession(c, services)])
  const as: Principal[] = []
  if (session) as.push(principalOfUser(session.user))
  if (device && !device.revoked) as.push({ kind: 'device', ...device })
  const organisation = session?.user.organisation ?? device?.organisation
  if (organisation !== undefined && as.length > 0) return { organisation, as }
  if (device?.revoked) throw new Problem('till-revoked', 'this device is no longer a till')
  throw new Problem('unauthenticated', 'sign in first')
}

/** @throws `Problem` unauthenticated, till-revoked, forbidden. */
async function requireWriter(c: Context<AppEnv>, services: Services): Promise<OrganisationId> {
  const { organisation, as } = await requireAsking(c, services)
  const isRecovering = (await recoveryOpenUntil(services.database, services.now())) !== null
  if (as.some(each => mayAddPictures(each, isRecovering))) return organisation
  throw new Problem('forbidden', 'pictures are added by who may write a catalog')
}
