import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startMailServer, type TestMailServer } from '../testing/mail-server.ts'
import { addressOf, parseSmtpUrl } from './mail-settings.ts'
import { smtpMail } from './smtp-mail.ts'

const MAIL = {
  to: 'ana@example.com',
  subject: 'Su recibo G1-000123',
  text: 'Café: 2,50 €',
  html: '<p>Café: 2,50 €</p>',
  messageId: 'abc.1@shop.example',
}
const TIMES = { step: 400, whole: 1500 }

describe('smtpMail', () => {
  let server: TestMailServer
  beforeEach(async () => {
    server = await startMailServer()
  })
  afterEach(() => server.stop())
  const send = () => smtpMail(server.settings, TIMES).send(MAIL)

  it('hands a letter over, as text and as HTML, signed in', async () => {
    expect(await send()).toEqual({ outcome: 'sent', why: 'accepted' })
    const [letter] = server.taken
    expect(letter?.to).toBe('ana@example.com')
    expect(letter?.source).toMatch(/^From: Corner shop <till@shop.example>/m)
    expect(letter?.source).toMatch(/^Message-ID: <abc.1@shop.example>/m)
    expect(letter?.source).toMatch(/multipart\/alternative/)
    expect(letter?.source).toMatch(/text\/plain; charset=utf-8[\s\S]*text\/html; charset=utf-8/)
  })

  it.each([
    ['refuse-for-good', 'refused'],
    ['refuse-now', 'later'],
    ['hang-up', 'unknown'],
    ['silent', 'unknown'],
  ] as const)('RL5 when the server does this: %s, the letter is %s', async (what, outcome) => {
    server.next(what)
    expect(await send()).toMatchObject({ outcome })
  })

  it('RL5 tries again later where it is not let in, or nobody answers', async () => {
    const wrong = { ...server.settings, auth: { user: 'till', pass: 'guess' } }
    expect(await smtpMail(wrong, TIMES).send(MAIL)).toMatchObject({ outcome: 'later' })
    await server.stop()
    expect(await send()).toMatchObject({ outcome: 'later' })
    expect(server.taken).toEqual([])
  })

  it('says nothing of the address in what is logged', async () => {
    server.next('refuse-for-good')
    expect(JSON.stringify(await send())).not.toContain('ana')
  })

  it('sends no password over a line that is not encrypted', async () => {
    const { settings } = server
    // `localhost.` is this machine too, and not one of the names that are trusted.
    expect(await smtpMail({ ...settings, host: 'localhost.' }, TIMES).send(MAIL)).toMatchObject({
      outcome: 'later',
    })
    expect(server.taken).toEqual([])
  })
})

describe('settings of the mail server', () => {
  it.each([
    ['smtp://localhost', { host: 'localhost', port: 587, secure: false, auth: null }],
    [
      'smtps://u%40x:p%2Fw@mail.example',
      { host: 'mail.example', port: 465, secure: true, auth: { user: 'u@x', pass: 'p/w' } },
    ],
    ['smtp://[::1]:1025', { host: '::1', port: 1025, secure: false, auth: null }],
    ['http://mail.example', undefined],
    ['smtp://mail.example/path', undefined],
    ['smtp://u:%zz@mail.example', undefined],
    ['mail.example', undefined],
  ])('reads %s', (url, settings) => expect(parseSmtpUrl(url)).toEqual(settings))

  it.each([
    ['Shop <till@shop.example>', 'till@shop.example'],
    ['till@shop.example', 'till@shop.example'],
    ['Shop', undefined],
    ['a@b.example, c@d.example', undefined],
  ])('finds the address in %s', (from, address) => expect(addressOf(from)).toBe(address))
})
