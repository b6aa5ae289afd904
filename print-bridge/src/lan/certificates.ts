import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto'

const DAY_MS = 24 * 3600 * 1000
/** Of the authority: longer than a tablet lasts, since each device is told by hand to trust it. */
const AUTHORITY_DAYS = 3650
/** Of what the bridge shows: Apple's systems take nothing that is good for more than 825 days. It is renewed by itself. */
const SERVER_DAYS = 397
/** Clocks of tablets run behind. */
const BACK_DATED_MS = DAY_MS
/**
 * What the authority may vouch for, and nothing else: private addresses, names under `.local`, the machine itself. Who
 * steals its key can pretend to be no site of the internet.
 */
const PERMITTED_NAMES = ['local']
const PERMITTED_NETWORKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8']
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2'
const COMMON_NAME = '2.5.4.3'

/** A key and its certificate, both as PEM. */
export interface Credential {
  readonly key: string
  readonly certificate: string
}

/** What a bridge is called on its network. */
export interface ServerNames {
  readonly addresses: readonly string[]
  readonly names: readonly string[]
}

type X509 = typeof import('@peculiar/asn1-x509')
type Schema = typeof import('@peculiar/asn1-schema')

/** A new P-256 key as PEM (PKCS #8). */
export function makeKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/**
 * A new authority of this bridge alone: what a device is told to trust.
 * @param label tells it from other bridges' in a device's list.
 * @param now milliseconds since 1970.
 */
export async function makeAuthority(label: string, now: number): Promise<Credential> {
  const { x509, schema } = await loadShapes()
  const key = makeKey()
  const subject = nameOf(x509, `Evertill print bridge ${label}`)
  const permitted = [
    ...PERMITTED_NAMES.map(dNSName => ({ dNSName })),
    ...PERMITTED_NETWORKS.map(iPAddress => ({ iPAddress })),
  ].map(base => new x509.GeneralSubtree({ base: new x509.GeneralName(base) }))
  const { keyCertSign } = x509.KeyUsageFlags
  const extensions: Extension[] = [
    [x509.id_ce_basicConstraints, true, new x509.BasicConstraints({ cA: true, pathLenConstraint: 0 })],
    [x509.id_ce_keyUsage, true, new x509.KeyUsage(keyCertSign)],
    [x509.id_ce_extKeyUsage, false, new x509.ExtendedKeyUsage([x509.id_kp_serverAuth])],
    [
      x509.id_ce_nameConstraints,
      true,
      new x509.NameConstraints({ permittedSubtrees: new x509.GeneralSubtrees(permitted) }),
    ],
    [x509.id_ce_subjectKeyIdentifier, false, new x509.SubjectKeyIdentifier(keyIdOf(key))],
  ]
  const certificate = issue(x509, schema, {
    ...{ key, signer: key, subject, issuer: subject, extensions, now },
    days: AUTHORITY_DAYS,
  })
  return { key, certificate }
}

/** What the bridge shows to tills: a new key, vouched for by its authority. @param now milliseconds since 1970 */
export async function issueServer(
  authority: Credential,
  { addresses, names }: ServerNames,
  now: number,
): Promise<Credential> {
  const { x509, schema } = await loadShapes()
  const key = makeKey()
  const parent = schema.AsnConvert.parse(derOf(authority.certificate), x509.Certificate)
  const alternatives = [
    ...addresses.map(iPAddress => ({ iPAddress })),
    ...names.map(dNSName => ({ dNSName })),
  ]
  const keyIdentifier = new x509.KeyIdentifier(keyIdOf(authority.key))
  const extensions: Extension[] = [
    [x509.id_ce_basicConstraints, true, new x509.BasicConstraints()],
    [x509.id_ce_keyUsage, true, new x509.KeyUsage(x509.KeyUsageFlags.digitalSignature)],
    [x509.id_ce_extKeyUsage, false, new x509.ExtendedKeyUsage([x509.id_kp_serverAuth])],
    [
      x509.id_ce_subjectAltName,
      false,
      new x509.SubjectAlternativeName(alternatives.map(name => new x509.GeneralName(name))),
    ],
    [x509.id_ce_authorityKeyIdentifier, false, new x509.AuthorityKeyIdentifier({ keyIdentifier })],
  ]
  const certificate = issue(x509, schema, {
    ...{ key, signer: authority.key, extensions, now, days: SERVER_DAYS },
    subject: nameOf(x509, 'Evertill print bridge'),
    issuer: parent.tbsCertificate.subject,
  })
  return { key, certificate }
}

/** The certificate as devices install it. */
export function derOf(pem: string): Buffer {
  return Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64')
}

type Name = InstanceType<X509['Name']>
type Extension = readonly [id: string, critical: boolean, value: object]

function issue(
  x509: X509,
  { AsnConvert, OctetString }: Schema,
  wish: {
    readonly key: string
    readonly signer: string
    readonly subject: Name
    readonly issuer: Name
    readonly extensions: readonly Extension[]
    readonly now: number
    readonly days: number
  },
): string {
  const signatureAlgorithm = new x509.AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 })
  const tbsCertificate = new x509.TBSCertificate({
    version: x509.Version.v3,
    serialNumber: serialNumber(),
    signature: signatureAlgorithm,
    issuer: wish.issuer,
    subject: wish.subject,
    validity: new x509.Validity({
      notBefore: new Date(wish.now - BACK_DATED_MS),
      notAfter: new Date(wish.now + wish.days * DAY_MS),
    }),
    subjectPublicKeyInfo: AsnConvert.parse(publicKeyOf(wish.key), x509.SubjectPublicKeyInfo),
    extensions: new x509.Extensions(
      wish.extensions.map(([extnID, critical, value]) => {
        const extnValue = new OctetString(AsnConvert.serialize(value))
        return new x509.Extension({ extnID, critical, extnValue })
      }),
    ),
  })
  const signed = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), wish.signer)
  const signatureValue = new Uint8Array(signed).buffer
  const whole = new x509.Certificate({ tbsCertificate, signatureAlgorithm, signatureValue })
  const lines =
    Buffer.from(AsnConvert.serialize(whole))
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** The shapes of X.509, loaded when a certificate is made: most bridges never serve a network. */
async function loadShapes(): Promise<{ x509: X509; schema: Schema }> {
  const [x509, schema] = await Promise.all([import('@peculiar/asn1-x509'), import('@peculiar/asn1-schema')])
  return { x509, schema }
}

function nameOf(x509: X509, utf8String: string): Name {
  const value = new x509.AttributeValue({ utf8String })
  const attribute = new x509.AttributeTypeAndValue({ type: COMMON_NAME, value })
  return new x509.Name([new x509.RelativeDistinguishedName([attribute])])
}

/** 127 random bits: positive, and never the same twice. */
function serialNumber(): ArrayBuffer {
  const bytes = new Uint8Array(randomBytes(16))
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes.buffer
}

/** The public half of a key as SPKI. */
export function publicKeyOf(key: string): Buffer {
  return createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'der' })
}

function keyIdOf(key: string): ArrayBuffer {
  return new Uint8Array(createHash('sha256').update(publicKeyOf(key)).digest().subarray(0, 20)).buffer
}
