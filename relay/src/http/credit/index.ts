import {
  type AccountId,
  type CurrencyCode,
  creditAccess,
  creditAccountQuery,
  creditActRequest,
  creditImportRequest,
  creditQuery,
  mayAppend,
  parseCurrency,
  parseId,
  shareRequest,
} from '@evertill/crdt-model'
import type { Context } from 'hono'
import { Hono } from 'hono'
import { principalOfUser, type User } from '../../auth/user.ts'
import { describeAccount } from '../../credit/describe-account.ts'
import { giveShare } from '../../credit/give-share.ts'
import { listAccounts } from '../../credit/list-accounts.ts'
import type { AccountKey } from '../../credit/read-account.ts'
import { readLimit } from '../../credit/read-limit.ts'
import { importAccounts, recordAct } from '../../credit/record-act.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireDevice, requireUser } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { parseQuery } from '../parse-query.ts'
import { Problem } from '../problem.ts'

/**
 * Gift cards, store credit and house accounts. `POST /share`: a till asks for a share to spend. `GET /`, `GET /<account>`: what people
 * see of them. `POST /acts`, `POST /import`: what people do with them.
 */
export function creditRoutes(services: Services): Hono<AppEnv> {
  const { database } = services
  return new Hono<AppEnv>()
    .post('/share', async c => {
      const device = await requireDevice(c, services)
      const asked = await parseBody(c, shareRequest)
      const shop = await services.shop.readRecent(5000)
      const currency = shop.stores.get(device.store)?.currency
      if (currency === undefined)
        throw new Problem('not-found', 'the store of this till is not in the settings')
      const limit = await readLimit(services.hub, asked.account)
      const reply = await giveShare(
        database,
        device,
        { ...asked, ...limit, organisation: device.organisation, currency },
        { shop, now: services.now() },
      )
      return c.json(reply)
    })
    .get('/', async c => {
      const user = await requireReader(c, services)
      return c.json(await listAccounts(database, user, parseQuery(c, creditQuery)))
    })
    .get('/:account', async c => {
      const user = await requireReader(c, services)
      const account = parseId<AccountId>(c.req.param('account'))
      if (account === undefined) throw new Problem('not-found', 'there is no such account')
      const { currency } = parseQuery(c, creditAccountQuery)
      return c.json(await describe(services, await keyOf(services, user, { account, currency })))
    })
    .post('/acts', async c => {
      const user = await requireWriter(c, services)
      const act = await parseBody(c, creditActRequest)
      if (act.kind === 'release' && user.role !== 'owner')
        throw new Problem('forbidden', 'only an owner may take a share from a till')
      const key = await keyOf(services, user, act)
      const outcome = await recordAct(database, user, act, key, services.now())
      services.changes.notify()
      return c.json({ outcome, account: await describe(services, key) })
    })
    .post('/import', async c => {
      const user = await requireWriter(c, services)
      const { currency, accounts } = await parseBody(c, creditImportRequest)
      const about = { now: services.now(), reason: '' }
      const imported = await importAccounts(database, user, { currency: known(currency), accounts }, about)
      services.changes.notify()
      return c.json(imported)
    })
}

async function describe(services: Services, key: AccountKey) {
  return describeAccount(services.database, key, await services.shop.readRecent(5000))
}

/** The account, with the limit that it is under as it is now. */
async function keyOf(
  services: Services,
  { organisation }: Pick<User, 'organisation'>,
  { account, currency: code }: { readonly account: AccountId; readonly currency: string },
): Promise<AccountKey> {
  return { organisation, account, currency: known(code), ...(await readLimit(services.hub, account)) }
}

/** The schema has looked the code up. */
function known(code: string): CurrencyCode {
  const currency = parseCurrency(code)
  if (currency === undefined) throw new Problem('bad-request', 'there is no such currency')
  return currency
}

async function requireReader(c: Context<AppEnv>, services: Services): Promise<User> {
  const user = await requireUser(c, services)
  if (creditAccess(principalOfUser(user)) === 'none')
    throw new Problem('forbidden', 'this is not yours to see')
  return user
}

async function requireWriter(c: Context<AppEnv>, services: Services): Promise<User> {
  const user = await requireUser(c, services)
  if (!mayAppend(creditAccess(principalOfUser(user))))
    throw new Problem('forbidden', 'only an owner, or a manager of all stores, may do this')
  return user
}
