import { expect, it } from 'vitest'
import { describeRelay } from '../../testing/describe-relay.ts'
import { setUpOwnShop } from '../../testing/test-relay.ts'
import { OPERATIONS } from './operations.ts'

const SALES_REPLY = { properties: { sales: { items: { properties: { total: { type: 'integer' } } } } } }

await describeRelay('/openapi.json', relay => {
  it('describes the interface by the schemas of its routes', async () => {
    const response = await relay().browser().get('/openapi.json')
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toMatchObject({
      openapi: '3.1.0',
      info: { version: '1.2.3' },
      paths: {
        '/api/sales': {
          get: {
            parameters: expect.arrayContaining([
              {
                name: 'store',
                in: 'query',
                required: false,
                schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,32}$' },
              },
            ]),
            responses: { 200: { content: { 'application/json': { schema: SALES_REPLY } } } },
          },
        },
        '/api/sales/{id}': {
          get: { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] },
        },
      },
    })
  })

  it('describes nothing that is not there', async () => {
    const owner = await setUpOwnShop(relay())
    for (const { method, path, body } of OPERATIONS.filter(each => each.id !== 'signOut')) {
      const response = await owner.ask(
        method.toUpperCase(),
        path.replace('{id}', 'x.1.1'),
        body ? {} : undefined,
      )
      const text = await response.text()
      expect(text, path).not.toContain('there is no such path')
      expect(response.status, `${method} ${path}`).toBeLessThan(500)
    }
  })
})
