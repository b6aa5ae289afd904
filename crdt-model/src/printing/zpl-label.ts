/**
 * What the labels of this product are made of: begin, end, letters, places, texts, boxes, pictures, copies. None
 * writes to a printer's memory, changes its settings, or changes what a command looks like.
 */
const COMMANDS: ReadonlySet<string> = new Set('XA XZ CI PW LL LH FO FT A0 FH FD FS GB GF PQ'.split(' '))
/** More than these no one order asks for: what a fault multiplies would empty a roll. */
export const MOST_LABEL_COPIES = 999
const TILDE = 0x7e

/** The commands of a ZPL stream in their order, each by its two letters; undefined where one is cut off. */
export function zplCommands(stream: string): readonly string[] | undefined {
  const found = [...stream.matchAll(/\^([A-Z][A-Z0-9])?/g)].map(([, name]) => name)
  const known = found.filter(name => name !== undefined)
  return known.length === found.length ? known : undefined
}

/**
 * Whether bytes are labels and nothing else: ASCII, whole labels from `^XA` to `^XZ`, none but the commands of a
 * label, and no command that a printer obeys at once (`~`). SPEC B18.
 */
export function isZplLabel(bytes: Uint8Array): boolean {
  const isText = bytes.every(byte => byte === 0x0a || (byte >= 0x20 && byte < TILDE))
  if (!isText) return false
  const stream = Array.from(bytes, byte => String.fromCharCode(byte)).join('')
  const commands = zplCommands(stream)
  if (commands === undefined || !commands.every(name => COMMANDS.has(name))) return false
  return areWhole(commands) && stream.startsWith('^XA') && copiesOf(stream).every(isModest)
}

function areWhole(commands: readonly string[]): boolean {
  let isOpen = false
  for (const name of commands) {
    if ((name === 'XA') === isOpen) return false
    if (name === 'XA') isOpen = true
    if (name === 'XZ') isOpen = false
  }
  return commands.length > 0 && !isOpen
}

function copiesOf(stream: string): readonly string[] {
  return [...stream.matchAll(/\^PQ([^^]*)/g)].map(([, said = '']) => said.trim())
}

function isModest(copies: string): boolean {
  return /^\d{1,3}$/.test(copies) && Number(copies) >= 1
}
