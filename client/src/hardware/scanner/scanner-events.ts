/** What a scanner tells that does not type. */
export interface ScannerEvents {
  readonly onCode: (code: string) => void
  /** It is there, or gone. */
  readonly onPresence: (isThere: boolean) => void
}
