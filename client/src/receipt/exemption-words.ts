/** An exemption from tax as a receipt says it: the reason, and the number of the certificate where there is one. */
export function exemptionWords({
  reason,
  certificate,
}: {
  readonly reason: string
  readonly certificate: string
}): string {
  return certificate === '' ? reason : `${reason} · ${certificate}`
}
