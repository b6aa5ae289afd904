import {
  SCALE_MODELS,
  type ScaleModelName,
  type ScaleReading,
  ScaleSession,
} from '@evertill/crdt-model/devices'
import { LinkLost } from '@evertill/crdt-model/printing'
import type { ChosenPort } from '../../local/devices.ts'
import { openSerialLink } from '../printing/serial-link.ts'

/** Scales that answer do so at once; ones that speak by themselves, a few times a second. Milliseconds. */
const PATIENCE_MS = 1500
/** Those that are asked nothing come before those whose question another scale may answer in its own way. */
const ORDER = ['toledo-8217', 'streaming', 'sics', 'adam'] as const satisfies readonly ScaleModelName[]

/**
 * Finds out what the scale at a port speaks, by asking in the ways of all that are known; null when none was understood.
 * @param onTry is told which one comes next
 * @throws `LinkLost` when the port cannot be opened
 */
export async function findScaleModel(
  device: ChosenPort,
  onTry: (model: ScaleModelName) => void,
  patience = PATIENCE_MS,
): Promise<ScaleModelName | null> {
  for (const model of ORDER) {
    onTry(model)
    if (await isUnderstood(device, model, patience)) return model
  }
  return null
}

async function isUnderstood(device: ChosenPort, model: ScaleModelName, patience: number): Promise<boolean> {
  const { port, protocol } = SCALE_MODELS[model]
  const link = await openSerialLink(device, port)
  return new Promise((resolve, reject) => {
    let isOver = false
    const end = async (result: boolean | LinkLost) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      await session.close()
      if (typeof result === 'boolean') resolve(result)
      else reject(result)
    }
    const timer = setTimeout(() => void end(false), patience)
    const session = new ScaleSession(link, protocol, {
      startTimer: (milliseconds, then) => {
        const wait = setTimeout(then, milliseconds)
        return () => clearTimeout(wait)
      },
      onReading: ({ kind }: ScaleReading) => {
        if (kind === 'lost') void end(new LinkLost('unplugged'))
        else if (kind !== 'silent' && kind !== 'unreadable') void end(true)
      },
    })
  })
}
