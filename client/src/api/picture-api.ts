import {
  MOST_PICTURES_ASKED,
  missingPicturesReply,
  type PictureHash,
  parsePictureHash,
  picturePath,
} from '@evertill/crdt-model'
import { type ApiClient, type ApiResult, nothing } from './api-client.ts'

/** Which of the pictures the relay does not have. */
export async function askMissing(
  api: ApiClient,
  hashes: readonly PictureHash[],
): Promise<ApiResult<PictureHash[]>> {
  const missing: PictureHash[] = []
  for (let at = 0; at < hashes.length; at += MOST_PICTURES_ASKED) {
    const pictures = hashes.slice(at, at + MOST_PICTURES_ASKED)
    const answer = await api.post('/api/pictures/missing', { pictures }, missingPicturesReply)
    if (!answer.ok) return answer
    missing.push(...answer.value.missing.map(parsePictureHash).filter(hash => hash !== undefined))
  }
  return { ok: true, value: missing }
}

export function putPicture(api: ApiClient, hash: PictureHash, bytes: Uint8Array): Promise<ApiResult<null>> {
  return api.put(picturePath(hash), bytes, nothing)
}
