import {
  type RecoveryReply,
  recoveryClaim,
  recoveryDecision,
  recoveryProof,
  recoverySetupRequest,
  toId,
} from '@evertill/crdt-model'
import { type Context, Hono } from 'hono'
import { writeDeviceCookie, writeSessionCookie } from '../../auth/cookies.ts'
import type { User } from '../../auth/user.ts'
import {
  approveClaim,
  listClaims,
  refuseClaim,
  takeClaim,
  takeProof,
} from '../../recovery/recovery-claims.ts'
import {
  closeRecovery,
  isRecoveryCode,
  openRecovery,
  recoveryOpenUntil,
} from '../../recovery/recovery-window.ts'
import { setUpRecoveredShop } from '../../recovery/set-up-recovered-shop.ts'
import type { AppEnv, Services } from '../context.ts'
import { parsePublicKey } from '../enroll/parse-public-key.ts'
import { requireOwner } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { Problem, tooManyAttempts } from '../problem.ts'
import { isSecure, limitedAddress } from '../request-facts.ts'
import { sessionReplyOf } from '../session/index.ts'
import { signInFrom } from '../sign-in-from.ts'

/**
 * A database that was lost or set back is refilled by its tills. `POST /setup`: a new owner on a database without a
 * shop, with the code that the relay printed. `GET`, `POST`, `DELETE`: how it stands; opens; closes (owner).
 * `POST /claims`, `POST /proof`: a till presents itself. `POST /tills/:device`: the owner decides.
 */
export function recoveryRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/setup', c => setUp(c, services))
    .get('/', async c => {
      await requireOwner(c, services)
      return c.json(await recoveryReplyOf(services))
    })
    .post('/', async c => {
      const owner = await requireOwner(c, services)
      await openRecovery(services.database, owner.id, services.now())
      services.log.warn({ user: owner.id }, 'a recovery was opened')
      reconnectDevices(services)
      return c.json(await recoveryReplyOf(services))
    })
    .delete('/', async c => {
      const owner = await requireOwner(c, services)
      await closeRecovery(services.database)
      services.log.warn({ user: owner.id }, 'the recovery was closed')
      reconnectDevices(services)
      return c.body(null, 204)
    })
    .post('/claims', c => present(c, services))
    .post('/proof', c => prove(c, services))
    .post('/tills/:device', c => decide(c, services))
}

async function setUp(c: Context<AppEnv>, services: Services): Promise<Response> {
  const request = await parseBody(c, recoverySetupRequest)
  const attempt = [{ limit: 'enrollment', name: limitedAddress(c, services) }] as const
  const start = await services.limits.start(attempt)
  if (start.kind === 'wait') throw tooManyAttempts(start.seconds)
  if (!(await isRecoveryCode(services.database, request.code))) {
    throw new Problem('code-unknown', 'this is not the code that the relay printed')
  }
  const outcome = await setUpRecoveredShop(services.database, request, services.now())
  if (outcome.kind === 'already-set-up') throw new Problem('already-set-up', 'this relay has a shop already')
  await services.limits.succeeded(attempt, ['enrollment'])
  const { owner, organisation } = outcome
  services.changes.notify()
  const secret = await services.sessions.create(owner.id, owner.passwordHash, signInFrom(c, services).words)
  if (secret === undefined) throw new Problem('already-set-up', 'this relay has a shop already')
  services.log.warn({ organisation: organisation.id }, 'a shop is being recovered on an empty database')
  writeSessionCookie(c, secret, isSecure(c, services))
  const user: User = {
    ...owner,
    role: 'owner',
    organisation: organisation.id,
    organisationName: organisation.name,
    stores: 'all',
  }
  return c.json(sessionReplyOf(services, user), 201)
}

async function present(c: Context<AppEnv>, services: Services): Promise<Response> {
  const claim = await parseBody(c, recoveryClaim)
  await requireOpen(services)
  const publicKey = await parsePublicKey(claim.publicKey)
  if (!publicKey) {
    throw new Problem('bad-request', 'this is not a raw P-256 public key', {
      fields: { publicKey: 'not-supported' },
    })
  }
  const challenge = await takeClaim(services.database, claim, publicKey, services.now())
  if (challenge === undefined) throw new Problem('forbidden', 'this claim is not taken')
  return c.json({ challenge, database: services.databaseId })
}

async function prove(c: Context<AppEnv>, services: Services): Promise<Response> {
  const { device, signature } = await parseBody(c, recoveryProof)
  await requireOpen(services)
  const answer = { device, signature: Uint8Array.from(Buffer.from(signature, 'base64')) }
  const outcome = await takeProof(services.database, services.databaseId, answer, services.now())
  if (outcome.kind === 'unproven') throw new Problem('unauthenticated', 'the challenge was not answered')
  services.changes.notify()
  if (outcome.kind === 'approved') writeDeviceCookie(c, outcome.credential, isSecure(c, services))
  return c.json({ state: outcome.kind })
}

async function decide(c: Context<AppEnv>, services: Services): Promise<Response> {
  const owner = await requireOwner(c, services)
  const { decision } = await parseBody(c, recoveryDecision)
  const device = c.req.param('device') ?? ''
  const by = { user: owner.id, organisation: owner.organisation }
  const outcome =
    decision === 'approve'
      ? await approveClaim(services.database, device, by, services.now())
      : await refuseClaim(services.database, device)
  if (outcome === 'unknown') throw new Problem('not-found', 'no till of this id has presented itself')
  if (outcome === 'superseded')
    throw new Problem('till-revoked', 'another tablet was made this till later, and is known already')
  services.changes.notify()
  services.log.warn({ device, user: owner.id, decision }, 'an owner decided on a till in the recovery')
  return c.json(await recoveryReplyOf(services))
}

async function requireOpen(services: Services): Promise<void> {
  if ((await recoveryOpenUntil(services.database, services.now())) === null)
    throw new Problem('forbidden', 'no recovery is open')
}

/** Rights are given when a socket is opened: those that are open come back with the new ones. */
function reconnectDevices(services: Services): void {
  services.hub.closeConnections(owner => owner.principal.kind === 'device', 'restarting')
}

async function recoveryReplyOf(services: Services): Promise<RecoveryReply> {
  const [openUntil, claims] = await Promise.all([
    recoveryOpenUntil(services.database, services.now()),
    listClaims(services.database),
  ])
  const tills = await Promise.all(
    claims.map(async claim => ({
      ...claim,
      storedEntries:
        claim.state === 'approved' ? await services.hub.countJournalEntries(toId(claim.till)) : 0,
    })),
  )
  return { openUntil, tills }
}
