/**
 * Loaded into the relay before anything else (`node --import`): its clock is off by as many milliseconds as the file
 * named by SHIFTED_CLOCK says, which is read again all the time. Timers run as ever.
 */
import { readFileSync } from 'node:fs'

const file = process.env.SHIFTED_CLOCK
const RealDate = Date
let shift = 0

const look = () => {
  try {
    shift = Number(readFileSync(file, 'utf8')) || 0
  } catch {
    shift = 0
  }
}
if (file !== undefined) {
  look()
  setInterval(look, 50).unref()
  globalThis.Date = class extends RealDate {
    constructor(...parts) {
      if (parts.length === 0) super(RealDate.now() + shift)
      else super(...parts)
    }
    static now() {
      return RealDate.now() + shift
    }
  }
}
