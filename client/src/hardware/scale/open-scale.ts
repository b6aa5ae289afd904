import { type ScaleReading, ScaleSession } from '@evertill/crdt-model/devices'
import { LinkLost } from '@evertill/crdt-model/printing'
import type { ScaleSetup } from '../../local/devices.ts'
import { BridgeClient } from '../printing/bridge-client.ts'
import { openSerialLink } from '../printing/serial-link.ts'

/** A scale that is gone is looked for so often. Milliseconds. */
const AGAIN_MS = 1000
/** How often the bridge is asked, and how long its answer may take before the last one is too old. Milliseconds. */
const ASK_EVERY_MS = 200
const ANSWER_MS = 1200

type Of<Kind extends ScaleSetup['kind']> = Extract<ScaleSetup, { readonly kind: Kind }>

/**
 * Tells what a scale says, again and again, until it is ended. A scale that cannot be reached is told as `lost` and
 * looked for on.
 * @returns ends it; resolves when the port is given back
 */
export function openScale(
  setup: ScaleSetup,
  onReading: (reading: ScaleReading) => void,
): () => Promise<void> {
  const ended = new AbortController()
  const tell = (reading: ScaleReading) => {
    if (!ended.signal.aborted) onReading(reading)
  }
  const done =
    setup.kind === 'serial' ? follow(setup, tell, ended.signal) : askBridge(setup, tell, ended.signal)
  return () => {
    ended.abort()
    return done
  }
}

async function follow(
  setup: Of<'serial'>,
  tell: (reading: ScaleReading) => void,
  ended: AbortSignal,
): Promise<void> {
  while (!ended.aborted) {
    const link = await openSerialLink(setup.device, setup.port).catch((error: unknown) => {
      if (error instanceof LinkLost) return null
      throw error
    })
    if (link !== null) {
      await new Promise<void>(resolve => {
        const session = new ScaleSession(link, setup.protocol, {
          startTimer: (milliseconds, then) => {
            const timer = setTimeout(then, milliseconds)
            return () => clearTimeout(timer)
          },
          onReading: reading => {
            tell(reading)
            if (reading.kind === 'lost') resolve(session.close())
          },
        })
        if (ended.aborted) resolve(session.close())
        else ended.addEventListener('abort', () => resolve(session.close()), { once: true })
      })
    } else tell({ kind: 'lost' })
    await pause(AGAIN_MS, ended)
  }
}

async function askBridge(
  setup: Of<'bridge'>,
  tell: (reading: ScaleReading) => void,
  ended: AbortSignal,
): Promise<void> {
  const bridge = new BridgeClient(setup)
  while (!ended.aborted) {
    // An answer that hangs leaves no old weight standing.
    const late = setTimeout(() => tell({ kind: 'silent' }), ANSWER_MS)
    const reading = await bridge.weigh(setup.scaleId).catch((): ScaleReading => ({ kind: 'lost' }))
    clearTimeout(late)
    tell(reading)
    await pause(reading.kind === 'lost' ? AGAIN_MS : ASK_EVERY_MS, ended)
  }
}

function pause(milliseconds: number, ended: AbortSignal): Promise<void> {
  if (ended.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds)
    ended.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
