/**
 * The characters of process ids. None has bit 4, so none can be taken for an automatic or a real-time status that a
 * printer puts between the bytes of its answer.
 */
const ALPHABET = '!#$%&)*+,-/ABCDEFGHIJKLMNOabcdefghijklmno'
const LENGTH = 4
/** How many different ids there are. */
const COUNT = ALPHABET.length ** LENGTH

/**
 * The four characters a printer is to say back when a job has been printed, from the job's name (FNV-1a, 32 bits).
 * Two jobs may share one by chance; `taken` are those that are still waited for, and the next free one is given.
 */
export function processIdOf(jobId: string, taken: ReadonlySet<string> = new Set()): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < jobId.length; index++) {
    hash = Math.imul(hash ^ jobId.charCodeAt(index), 0x01000193) >>> 0
  }
  let id = idOf(hash % COUNT)
  for (let step = 1; taken.has(id); step++) id = idOf((hash + step) % COUNT)
  return id
}

/** `GS ( H` function 48: "say this id when everything before it is on paper". */
export function processIdRequest(id: string): Uint8Array {
  return Uint8Array.of(0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, ...[...id].map(c => c.charCodeAt(0)))
}

/** `GS r 1`: answered in the order of the data, so the answer means that everything before it was processed. */
export function orderedStatusRequest(): Uint8Array {
  return Uint8Array.of(0x1d, 0x72, 1)
}

function idOf(number: number): string {
  let id = ''
  for (let place = 0; place < LENGTH; place++) {
    id += ALPHABET.charAt(number % ALPHABET.length)
    number = Math.floor(number / ALPHABET.length)
  }
  return id
}
