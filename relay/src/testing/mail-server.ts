import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { MailSettings } from '../letters/mail-settings.ts'

/** A mail server that takes letters on a port of its own, or does what it is told with the next ones. */
export interface TestMailServer {
  readonly settings: MailSettings
  /** What was taken, with its headers. */
  readonly taken: { readonly to: string; readonly source: string }[]
  /** `hang-up`: takes the letter and cuts the line before it answers; `silent`: takes it and never answers. */
  next(what: 'take' | 'refuse-now' | 'refuse-for-good' | 'hang-up' | 'silent'): void
  stop(): Promise<void>
}

export async function startMailServer(): Promise<TestMailServer> {
  let what: Parameters<TestMailServer['next']>[0] = 'take'
  const taken: TestMailServer['taken'] = []
  const answer = (code: number) =>
    Object.assign(new Error('no such mailbox ana@example.com'), { responseCode: code })
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onAuth: ({ username, password }, _, done) =>
      username === 'till' && password === 'secret' ? done(null, { user: username }) : done(answer(535)),
    onRcptTo: (_, __, done) => {
      if (what === 'refuse-for-good') done(answer(550))
      else if (what === 'refuse-now') done(answer(451))
      else done()
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const [recipient] = session.envelope.rcptTo
        taken.push({ to: recipient?.address ?? '', source: Buffer.concat(chunks).toString() })
        if (what === 'take') done()
        if (what === 'hang-up') for (const connection of server.connections) connection.close()
      })
    },
    allowInsecureAuth: true,
    logger: false,
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  return {
    settings: {
      ...{ host: '127.0.0.1', port, secure: false, from: 'Corner shop <till@shop.example>' },
      auth: { user: 'till', pass: 'secret' },
    },
    taken,
    next(wanted) {
      what = wanted
    },
    stop: () => new Promise(resolve => server.close(() => resolve())),
  }
}
