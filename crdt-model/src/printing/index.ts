/** What the till and the print bridge share about printing: bytes, replies, the conversation, the wire between them. */
export { type BytesProblem, checkJobBytes, findRealTimeCommand } from './check-job-bytes.ts'
export { type EscPosLead, type EscPosToken, readEscPos, readEscPosToken } from './escpos-token.ts'
export * from './job-answer.ts'
export {
  type JobToPrint,
  type PrintOutcome,
  type ProofKind,
  SESSION_TIMES,
  type SessionTimes,
} from './job-to-print.ts'
export * from './lan-bridge.ts'
export * from './lan-worker.ts'
export * from './print-job.ts'
export { LinkLost, type PrintLink, type PrintLinkListener, type StartTimer } from './print-link.ts'
export { PrinterSession } from './printer-session.ts'
export {
  type PrinterProblem,
  type PrinterStatus,
  problemOf,
  readStatus,
  type StatusBytes,
  statusRequest,
  UNKNOWN_STATUS,
} from './printer-status.ts'
export { orderedStatusRequest, processIdOf, processIdRequest } from './process-id.ts'
export {
  type ColourPicture,
  ditherPicture,
  isBlackAt,
  placeRaster,
  type Raster,
  rasterCommands,
  thresholdPicture,
} from './raster.ts'
export { type PrinterReply, ReplyParser } from './reply-parser.ts'
export { isZplLabel, MOST_LABEL_COPIES, zplCommands } from './zpl-label.ts'
