import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { makeApiClient } from './api-client.ts'

const reply = v.object({ name: v.string() })

function clientThatAnswers(status: number, body: string, headers: Record<string, string> = {}) {
  const seen: { url: string; init: RequestInit | undefined }[] = []
  const client = makeApiClient(async (input, init) => {
    seen.push({ url: String(input), init })
    return new Response(status === 204 ? null : body, { status, headers })
  })
  return { client, seen }
}

describe('api client', () => {
  it('parses an answer that fits', async () => {
    const { client } = clientThatAnswers(200, '{"name":"Corner","secret":1}')
    expect(await client.get('/api/x', reply)).toEqual({ ok: true, value: { name: 'Corner' } })
  })

  it('takes an answer that does not fit as unavailable', async () => {
    const { client } = clientThatAnswers(200, '{"name":7}')
    expect(await client.get('/api/x', reply)).toEqual({
      ok: false,
      code: 'unavailable',
      fields: {},
      retryAfterSeconds: null,
    })
  })

  it('sends a body as JSON and the cookie only to its own origin', async () => {
    const { client, seen } = clientThatAnswers(200, '{"name":"a"}')
    await client.post('/api/session', { email: 'a@b.c' }, reply)
    expect(seen[0]?.url).toBe('/api/session')
    expect(seen[0]?.init).toMatchObject({
      method: 'POST',
      body: '{"email":"a@b.c"}',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
    })
  })

  it('takes 204 without a body as success of a delete', async () => {
    const { client } = clientThatAnswers(204, '')
    expect(await client.delete('/api/session')).toEqual({ ok: true, value: null })
  })

  it('keeps the code, the fields and the wait of a refusal', async () => {
    const { client } = clientThatAnswers(
      429,
      '{"error":{"code":"too-many-attempts","message":"slow down","fields":{"email":"taken"},"retryAfterSeconds":30}}',
    )
    expect(await client.get('/api/x', reply)).toEqual({
      ok: false,
      code: 'too-many-attempts',
      fields: { email: 'taken' },
      retryAfterSeconds: 30,
    })
  })

  it('reads the wait from the header when the body has none', async () => {
    const { client } = clientThatAnswers(429, '{"error":{"code":"too-many-attempts","message":""}}', {
      'retry-after': '12',
    })
    expect(await client.get('/api/x', reply)).toMatchObject({ retryAfterSeconds: 12 })
  })

  it('takes a network error as offline', async () => {
    const client = makeApiClient(async () => {
      throw new TypeError('failed to fetch')
    })
    expect(await client.get('/api/x', reply)).toEqual({ ok: false, code: 'offline' })
  })

  it('takes the error page of a gateway as offline, and of anything else as unavailable', async () => {
    const page = '<html>Bad gateway</html>'
    expect(await clientThatAnswers(502, page).client.get('/x', reply)).toEqual({ ok: false, code: 'offline' })
    expect(await clientThatAnswers(500, page).client.get('/x', reply)).toMatchObject({ code: 'unavailable' })
  })
})
