import { LinkLost, type PrintLink, type PrintLinkListener } from '@evertill/crdt-model/printing'
import type { SerialPort } from 'serialport'
import type { Connection } from '../settings/printer-config.ts'
import { loadSerialPort } from './load-serialport.ts'

type SerialConnection = Extract<Connection, { kind: 'serial' }>

/**
 * Opens a serial port.
 * @throws `LinkLost` when it is not there, is in use, or this machine has no serial driver.
 */
export async function openSerialLink(connection: SerialConnection): Promise<PrintLink> {
  const serial = await loadSerialPort()
  if (serial === null) throw new LinkLost('the serial driver is not installed')
  const { path, baudRate, dataBits, parity, flowControl } = connection
  const port = new serial.SerialPort({
    ...{ path, baudRate, dataBits, parity, stopBits: 1, autoOpen: false, lock: true },
    rtscts: flowControl === 'hardware',
    xon: flowControl === 'software',
    xoff: flowControl === 'software',
  })
  await new Promise<void>((resolve, reject) => {
    port.open(error => (error ? reject(new LinkLost('cannot open the port', error)) : resolve()))
  })
  return new SerialLink(port)
}

class SerialLink implements PrintLink {
  readonly #port: SerialPort
  #listener: PrintLinkListener | null = null
  #closed = false

  constructor(port: SerialPort) {
    this.#port = port
    port.on('data', (bytes: Buffer) => this.#listener?.onBytes(bytes))
    port.on('error', () => this.#lose())
    port.on('close', () => this.#lose())
  }

  listen(listener: PrintLinkListener): void {
    this.#listener = listener
  }

  /** Resolves when the operating system has sent it: at 9600 baud a receipt takes seconds. */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#port.write(bytes, error => {
        if (error) return reject(new LinkLost('write failed', error))
        this.#port.drain(drained => (drained ? reject(new LinkLost('write failed', drained)) : resolve()))
      })
    })
  }

  close(): Promise<void> {
    this.#closed = true
    return new Promise(resolve => {
      if (this.#port.isOpen) this.#port.close(() => resolve())
      else resolve()
    })
  }

  #lose(): void {
    if (this.#closed) return
    this.#closed = true
    this.#listener?.onLost()
  }
}
