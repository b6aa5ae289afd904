import { readEscPos } from './escpos-token.ts'
import {
  type BridgeLanguage,
  isReceiptLanguage,
  type PrinterLanguage,
  type PrintJobKind,
} from './print-job.ts'
import { isZplLabel } from './zpl-label.ts'

/** Why bytes are not sent to a printer. */
export type BytesProblem =
  /** A drawer job that is not exactly one pulse. */
  | 'not-a-pulse'
  /** A pulse for the drawer in a job of another kind: it would open late, and unseen by the limit on pulses. */
  | 'pulse-in-job'
  /** A command that a printer obeys wherever its bytes stand, even inside a picture. */
  | 'real-time-command'
  /** Anything but whole labels for a label printer. */
  | 'not-a-label'

/**
 * Says whether the bytes may go to a printer as a job of this kind. A drawer job is one pulse and nothing else; no
 * other job holds a pulse or a real-time command (`DLE ENQ`, `DLE DC4`), not even among the dots of a picture. A label
 * printer is given labels alone (SPEC B18).
 */
export function checkJobBytes(
  kind: PrintJobKind,
  language: BridgeLanguage,
  bytes: Uint8Array,
): BytesProblem | null {
  if (!isReceiptLanguage(language)) return kind === 'label' && isZplLabel(bytes) ? null : 'not-a-label'
  if (kind === 'drawer') return isPulse(language, bytes) ? null : 'not-a-pulse'
  if (language !== 'esc-pos') return null
  if (findRealTimeCommand(bytes) >= 0) return 'real-time-command'
  const hasPulse = readEscPos(bytes).some(
    token => token.kind === 'command' && token.lead === 'ESC' && token.name === 'p',
  )
  return hasPulse ? 'pulse-in-job' : null
}

/** Where a real-time command that acts (not one that only asks) begins, or -1. */
export function findRealTimeCommand(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(0x10); at >= 0; at = bytes.indexOf(0x10, at + 1)) {
    const next = bytes[at + 1]
    const fn = bytes[at + 2]
    if (next === 0x05 && (fn === 1 || fn === 2)) return at
    if (next === 0x14 && (fn === 1 || fn === 2 || fn === 8)) return at
  }
  return -1
}

function isPulse(language: PrinterLanguage, bytes: Uint8Array): boolean {
  const [first, second, device = -1] = bytes
  // Star: `ESC BEL n1 n2 BEL`, on and off in tens of milliseconds.
  if (language !== 'esc-pos') return bytes.length === 5 && first === 0x1b && second === 7 && bytes[4] === 7
  return bytes.length === 5 && first === 0x1b && second === 0x70 && [0, 1, 48, 49].includes(device)
}
