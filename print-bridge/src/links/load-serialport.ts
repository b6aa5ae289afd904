import { createRequire } from 'node:module'

export type SerialPortModule = typeof import('serialport')

let loaded: Promise<SerialPortModule | null> | undefined

/**
 * The serial driver, or null where it is not installed: it has native code, so it is optional, and a packed bridge
 * looks for it in `node_modules` beside the executable.
 */
export function loadSerialPort(): Promise<SerialPortModule | null> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<SerialPortModule | null> {
  const places = [import.meta.url, process.execPath]
  for (const place of places) {
    try {
      const module: SerialPortModule = createRequire(place)('serialport')
      return module
    } catch {
      // Not there: the next place, or none.
    }
  }
  return null
}
