const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Of the bridge's pages: for its own, and for the one that says how to trust it. */
export const PAGE_HEADERS = {
  html: headersOf('html'),
  javascript: headersOf('javascript'),
  css: headersOf('css'),
}

/** What devices install, and what its file is called there. */
export const CERTIFICATE_HEADERS = {
  'content-type': 'application/x-x509-ca-cert',
  'content-disposition': 'attachment; filename="evertill-print-bridge.crt"',
}

function headersOf(type: string): Record<string, string> {
  return {
    'content-type': `text/${type}; charset=utf-8`,
    'content-security-policy': CONTENT_SECURITY_POLICY,
  }
}
