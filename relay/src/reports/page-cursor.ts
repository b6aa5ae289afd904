import { Problem } from '../http/problem.ts'

/** What a page's last row is told by: the values of the columns that the list is ordered by. */
export type CursorValue = string | number
type Kind = 'number' | 'string'

/** The cursor as clients get it: they send it back as it is. */
export function writeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/**
 * The values of a cursor, or none when there is no cursor.
 * @throws `Problem` bad-request for one that this relay does not make.
 */
export function readCursor(cursor: string | undefined, kinds: readonly Kind[]): readonly CursorValue[] {
  if (cursor === undefined) return []
  const values = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (
    !Array.isArray(values) ||
    values.length !== kinds.length ||
    !kinds.every((kind, i) => isKind(values[i], kind))
  )
    throw new Problem('bad-request', 'cursor is not one that was given out', {
      fields: { cursor: 'not-supported' },
    })
  return values
}

function isKind(value: unknown, kind: Kind): boolean {
  if (kind === 'number') return Number.isSafeInteger(value)
  return typeof value === 'string' && value.length <= 100 && !value.includes('\0')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
