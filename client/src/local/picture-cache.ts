import { type PictureHash, parsePictureHash, picturePath } from '@evertill/crdt-model'

/**
 * Pictures in the browser's cache, each under its path at the relay: the service worker answers from here, so that a
 * picture on a screen is a plain image, offline too. Only for what never changes.
 */

/** What a till fetched for its catalog. It lets go of what its catalog no longer shows. */
export const TILL_PICTURES = 'evertill-pictures-till'
/** What was added in an office of this browser. */
export const OFFICE_PICTURES = 'evertill-pictures-office'

/** A cache, or undefined where the browser has none: pages that did not come over a safe line. */
export async function openPictureCache(name: string): Promise<Cache | undefined> {
  return typeof caches === 'undefined' ? undefined : caches.open(name)
}

export async function cachePicture(
  cache: Cache,
  hash: PictureHash,
  bytes: Uint8Array,
  type: string,
): Promise<void> {
  const body = Uint8Array.from(bytes)
  await cache.put(picturePath(hash), new Response(body, { headers: { 'content-type': type } }))
}

export async function cachedPictures(cache: Cache): Promise<PictureHash[]> {
  const keys = await cache.keys()
  return keys
    .map(({ url }) => parsePictureHash(new URL(url).pathname.split('/').at(-1) ?? ''))
    .filter(hash => hash !== undefined)
}
