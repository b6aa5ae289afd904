/** Base64 of bytes. */
export function toBase64(bytes: Uint8Array): string {
  // One by one: a receipt's bytes are more than the arguments that a call may have.
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
}

/** The bytes of a base64 text. @throws when it is none */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), character => character.charCodeAt(0))
}
