import { findAi, isPredefined } from './gs1-ai.ts'
import { hasValidCheckDigit, isGtin, padGtin } from './gtin.ts'

/** One piece of data of a GS1 code. */
export interface Gs1Element {
  readonly ai: string
  readonly data: string
}

/** The separator after data of no fixed length: FNC1 comes through as this. */
const SEPARATOR = '\u001d'
/** AIM identifiers of GS1-128, GS1 DataBar, GS1 DataMatrix and GS1 QR code. */
const GS1_SYMBOLOGY = /^\](?:C1|e0|d2|Q3|J1)/

/** AIs that a Digital Link may begin with, and what stands behind them in its path is about. */
const LINK_KEYS: ReadonlySet<string> = new Set(['00', '01', '253', '255', '414', '417', '8018'])

/** Characters of GS1's set 82. */
const SET_82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/

/**
 * The data of a scanned GS1 code: an element string, with or without its AIM identifier, or one in brackets as people
 * read it. Undefined when any of it is not understood: half a reading would be a guess. SPEC B8.
 */
export function readElementString(text: string): readonly Gs1Element[] | undefined {
  const plain = text.replace(GS1_SYMBOLOGY, '').trim()
  const elements = plain.startsWith('(') ? readBracketed(plain) : readRun(plain)
  return elements !== undefined && elements.length > 0 && elements.every(isGood) ? elements : undefined
}

/**
 * The data of a GS1 Digital Link: the AIs of its path and its query, percent-decoded. A GTIN of any length is padded to
 * fourteen digits. Undefined for any other address. SPEC B9.
 */
export function readDigitalLink(text: string): readonly Gs1Element[] | undefined {
  const match = /^https?:\/\/[^/?#\s]+((?:\/[^?#\s]*)?)(?:\?([^#\s]*))?(?:#.*)?$/i.exec(text.trim())
  if (!match) return undefined
  const segments = (match[1] ?? '').split('/').slice(1)
  const start = segments.findIndex((segment, i) => LINK_KEYS.has(segment) && (segments.length - i) % 2 === 0)
  if (start < 0) return undefined
  const pairs: [string, string][] = []
  for (let i = start; i + 1 < segments.length; i += 2) pairs.push([segments[i] ?? '', segments[i + 1] ?? ''])
  for (const part of (match[2] ?? '').split(/[&;]/)) {
    const [key = '', value = ''] = part.split('=')
    // Other parameters may stand beside the numbers.
    if (/^\d{2,4}$/.test(key)) pairs.push([key, value])
  }
  const elements = pairs.map(linkElement)
  const readable = elements.filter(element => element !== undefined)
  return readable.length === elements.length && readable.every(isGood) ? readable : undefined
}

function readRun(text: string): Gs1Element[] | undefined {
  const elements: Gs1Element[] = []
  let rest = text.startsWith(SEPARATOR) ? text.slice(1) : text
  while (rest !== '') {
    const found = findAi(rest)
    if (found === undefined) return undefined
    const body = rest.slice(found.ai.length)
    const end = body.indexOf(SEPARATOR)
    const longest = end < 0 ? body.length : end
    const length = isPredefined(found.ai) ? found.form.longest : longest
    if (length > longest || length > found.form.longest) return undefined
    elements.push({ ai: found.ai, data: body.slice(0, length) })
    rest = body.slice(length)
    if (rest.startsWith(SEPARATOR)) rest = rest.slice(1)
  }
  return elements
}

function readBracketed(text: string): Gs1Element[] | undefined {
  const parts = [...text.matchAll(/\((\d{2,4})\)([^(]+)/g)]
  if (parts.map(([whole]) => whole).join('') !== text) return undefined
  return parts.map(([, ai = '', data = '']) => ({ ai, data: data.trim() }))
}

function linkElement([ai, raw]: [string, string]): Gs1Element | undefined {
  const data = percentDecoded(raw)
  if (data === undefined) return undefined
  return { ai, data: ai === '01' && isGtin(data) ? padGtin(data) : data }
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray % is no encoding.
    return undefined
  }
}

function isGood({ ai, data }: Gs1Element): boolean {
  const found = findAi(ai)
  if (found === undefined || found.ai !== ai) return false
  const { shortest, longest, digitsOnly } = found.form
  if (data.length < shortest || data.length > longest) return false
  if (digitsOnly ? !/^\d+$/.test(data) : !SET_82.test(data)) return false
  return ai === '00' || ai === '01' || ai === '02' ? hasValidCheckDigit(data) : true
}
