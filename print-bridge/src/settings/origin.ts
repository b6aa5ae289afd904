/**
 * The origin a text names, as browsers write it, or null. Only a secure context can reach the bridge: `https:`, or
 * `http:` on this machine itself.
 */
export function readOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (url.origin === 'null' || url.username !== '' || url.password !== '') return null
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || text.endsWith('?')) return null
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)
  return isSecure ? url.origin : null
}
