import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { MailOutcome, MailPort } from './mail-port.ts'
import { addressOf, type MailSettings } from './mail-settings.ts'

/** Each step of a conversation, and all of it, milliseconds. */
const STEP_MS = 30_000
const WHOLE_MS = 110_000

type Failure = { readonly code?: string | undefined; readonly responseCode?: number | undefined }

/** Hands letters to an SMTP server, each over a connection of its own. */
export function smtpMail(settings: MailSettings, times = { step: STEP_MS, whole: WHOLE_MS }): MailPort {
  return {
    async send(mail) {
      const envelope = { from: addressOf(settings.from) ?? settings.from, to: [mail.to] }
      const message = await new MailComposer({ ...mail, from: settings.from }).compile().build()
      return converse(settings, envelope, message, times)
    },
  }
}

/**
 * One conversation. The letter is read by the connection only when the server asked for it, behind its last question:
 * from then on a line that breaks off says nothing of whether it has the letter. SPEC RL5.
 */
function converse(
  settings: MailSettings,
  envelope: { readonly from: string; readonly to: string[] },
  message: Buffer,
  times: { readonly step: number; readonly whole: number },
): ReturnType<MailPort['send']> {
  return new Promise(resolve => {
    let isHandedOver = false
    const connection = new SMTPConnection(connectionOptions(settings, times.step))
    const end = (outcome: MailOutcome, why: string) => {
      clearTimeout(patience)
      // What is said first counts: closing tells `end` once more.
      resolve({ outcome, why })
      if (outcome === 'sent') connection.quit()
      else connection.close()
    }
    const fail = (error: Failure) => end(outcomeOf(error, isHandedOver), whyOf(error))
    const patience = setTimeout(() => end(isHandedOver ? 'unknown' : 'later', 'timeout'), times.whole)
    const content = new Readable({
      read() {
        isHandedOver = true
        this.push(message)
        this.push(null)
      },
    })
    const send = () =>
      connection.send({ ...envelope, size: message.byteLength }, content, error => {
        if (error) fail(error)
        else end('sent', 'accepted')
      })
    connection.on('error', fail)
    connection.on('end', () => end(isHandedOver ? 'unknown' : 'later', 'closed'))
    connection.connect(error => {
      if (error) fail(error)
      else if (settings.auth === null) send()
      else connection.login({ ...settings.auth }, refused => (refused ? fail(refused) : send()))
    })
  })
}

/** A password goes over TLS alone, but to this very machine. */
function connectionOptions({ host, port, secure, auth }: MailSettings, step: number) {
  const isHere = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
  return {
    ...{ host, port, secure },
    requireTLS: !secure && auth !== null && !isHere,
    // A server of this machine has seldom a certificate that anybody knows.
    ...(isHere && { tls: { rejectUnauthorized: false } }),
    ...{ connectionTimeout: step, greetingTimeout: step, socketTimeout: step, dnsTimeout: step },
    socketCloseTimeout: 0,
  }
}

/** An answer of the server decides; without one, how far the conversation had come. */
function outcomeOf({ responseCode, code }: Failure, isHandedOver: boolean): MailOutcome {
  if (responseCode === undefined) return isHandedOver ? 'unknown' : 'later'
  // A wrong password is the shop's to mend, and no fault of the letter.
  const isOfLetter = code === 'EENVELOPE' || code === 'EMESSAGE'
  return responseCode >= 500 && isOfLetter ? 'refused' : 'later'
}

/** Never the message: servers repeat the address in it. */
function whyOf({ code, responseCode }: Failure): string {
  return [code ?? 'error', ...(responseCode === undefined ? [] : [responseCode])].join(' ')
}
