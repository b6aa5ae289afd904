import { expect, it } from 'vitest'
import { describeRelay } from '../../testing/describe-relay.ts'
import { errorOf, OWNER, setUpOwnShop } from '../../testing/test-relay.ts'

const MANAGER = { name: 'Mia', email: 'mia@shop.example', password: 'a long password', role: 'manager' }
const SIGN_IN = { email: MANAGER.email, password: MANAGER.password }

await describeRelay('POST /api/users', relay => {
  it('lets an owner add a manager, who can sign in but add nobody', async () => {
    const owner = await setUpOwnShop(relay())
    const added = await owner.post('/api/users', MANAGER)
    expect(added.status).toBe(201)
    expect(await added.text()).not.toContain(MANAGER.password)
    const manager = relay().browser()
    expect((await manager.post('/api/session', SIGN_IN)).status).toBe(200)
    const refused = await manager.post('/api/users', { ...MANAGER, email: 'other@shop.example' })
    expect(await errorOf(refused)).toMatchObject({ status: 403, code: 'forbidden' })
  })

  it('wants a session', async () => {
    await setUpOwnShop(relay())
    const refused = await relay().browser().post('/api/users', MANAGER)
    expect(await errorOf(refused)).toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  it('says that an e-mail is taken, whatever its case', async () => {
    const owner = await setUpOwnShop(relay())
    const refused = await owner.post('/api/users', { ...MANAGER, email: OWNER.email.toUpperCase() })
    expect(await errorOf(refused)).toMatchObject({ status: 400, fields: { email: 'taken' } })
  })
})
