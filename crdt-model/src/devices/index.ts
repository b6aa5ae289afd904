/** What tills and the print bridge share about scales, scanners and displays: bytes and what they mean. */
export { HidScanReader } from './hid-scan.ts'
export {
  POLE_COLUMNS,
  POLE_LANGUAGES,
  type PoleLanguage,
  type PoleLines,
  poleBytes,
  poleCentred,
  poleLine,
  poleStart,
} from './pole-display.ts'
export { isCleared, type ScaleOffer, scaleOffer } from './scale-offer.ts'
export {
  type GenericScale,
  SCALE_MODELS,
  type ScaleModel,
  type ScaleModelName,
  type ScalePortSettings,
  type ScaleProtocol,
  scaleProtocol,
} from './scale-protocol.ts'
export {
  type BridgeScale,
  bridgeScales,
  type ScaleAnswer,
  type ScaleReading,
  scaleAnswer,
  scaleReading,
} from './scale-reading.ts'
export { SCALE_TIMES, ScaleSession, type ScaleTimes } from './scale-session.ts'
export { SCAN_SILENCE_MS, ScanStream } from './scan-stream.ts'
