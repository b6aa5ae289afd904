import { SCALE_MODELS, type ScaleModelName, type ScaleProtocol } from '@evertill/crdt-model/devices'

/** Of the generic ones the settings alone tell them apart. */
export const SCALE_MODEL_NAMES = Object.keys(SCALE_MODELS) as ScaleModelName[]

/** Which of the known kinds a scale is set up as, whatever its unit; null for settings of one's own. */
export function modelOf(protocol: ScaleProtocol): ScaleModelName | null {
  const { unit } = protocol
  const isSame = (name: ScaleModelName) =>
    sorted({ ...SCALE_MODELS[name].protocol, unit }) === sorted(protocol)
  return SCALE_MODEL_NAMES.find(isSame) ?? null
}

function sorted(protocol: ScaleProtocol): string {
  return JSON.stringify(Object.entries(protocol).sort(([a], [b]) => a.localeCompare(b)))
}

/** Texts as a person writes them into one field, with commas between them, and back. */
export function marksOf(written: string): string[] {
  return written
    .split(',')
    .map(mark => mark.trim())
    .filter(mark => mark !== '')
    .slice(0, 8)
}
