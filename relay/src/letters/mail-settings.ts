/** How letters leave the relay. */
export interface MailSettings {
  readonly host: string
  readonly port: number
  /** TLS from the first byte; otherwise STARTTLS where the server has it. */
  readonly secure: boolean
  readonly auth: { readonly user: string; readonly pass: string } | null
  /** `Shop <till@shop.example>` or the address alone. */
  readonly from: string
}

const SUBMISSION_PORT = 587
const SECURE_PORT = 465

/** @param url `smtp://user:password@host:587` or `smtps://…`; undefined when it is no such address */
export function parseSmtpUrl(url: string): Omit<MailSettings, 'from'> | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, hostname, port, username, password, pathname, search } = new URL(url)
  const secure = protocol === 'smtps:'
  if ((!secure && protocol !== 'smtp:') || hostname === '' || pathname.length > 1 || search !== '')
    return undefined
  const user = decoded(username)
  const pass = decoded(password)
  if (user === undefined || pass === undefined) return undefined
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (secure ? SECURE_PORT : SUBMISSION_PORT) : Number(port),
    secure,
    auth: user === '' ? null : { user, pass },
  }
}

/** The address in `Shop <till@shop.example>`; undefined when there is none. */
export function addressOf(from: string): string | undefined {
  const [, named, alone] = /^(?:[^<>\r\n]*<([^<>\s]+@[^<>\s]+)>|([^<>\s]+@[^<>\s]+))$/.exec(from.trim()) ?? []
  return named ?? alone
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
