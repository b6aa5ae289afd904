/** Reads codes in pictures: the browser's own way where it has one, else WebAssembly in a worker. */
export interface CodeReader {
  /** What the codes in the picture say; none is no news. */
  read(video: HTMLVideoElement): Promise<readonly string[]>
  close(): void
}

/** Which codes are looked for: a QR code of ours, or whatever stands on goods. */
export type CodeKinds = 'qr' | 'goods'

/** What the Shape Detection API gives; the DOM types lack it. */
interface NativeDetector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>
}
interface NativeDetectorMaker {
  new (options: { readonly formats: readonly string[] }): NativeDetector
  getSupportedFormats(): Promise<readonly string[]>
}

const NATIVE_FORMATS: { readonly [Kinds in CodeKinds]: readonly string[] } = {
  qr: ['qr_code'],
  goods: ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'code_128', 'code_39', 'itf', 'qr_code', 'data_matrix'],
}

/** Whether this browser has a way to a camera at all. */
export function hasCamera(): boolean {
  return navigator.mediaDevices?.getUserMedia !== undefined
}

/** A reader for these codes. Close it. */
export async function openCodeReader(kinds: CodeKinds): Promise<CodeReader> {
  return (await openNative(kinds)) ?? openWasm(kinds)
}

async function openNative(kinds: CodeKinds): Promise<CodeReader | undefined> {
  const Detector = nativeDetector()
  if (Detector === undefined) return undefined
  const formats = NATIVE_FORMATS[kinds]
  // There are browsers with the interface and nothing behind it.
  const known = await Detector.getSupportedFormats().catch((): readonly string[] => [])
  if (!formats.every(format => known.includes(format))) return undefined
  const detector = new Detector({ formats })
  return {
    async read(video) {
      const found = await detector.detect(video)
      return found.map(({ rawValue }) => rawValue)
    },
    close() {},
  }
}

/** The browser's own detector where there is one; its shape is the standard's. */
function nativeDetector(): NativeDetectorMaker | undefined {
  return 'BarcodeDetector' in window ? (window.BarcodeDetector as NativeDetectorMaker) : undefined
}

/** Pictures are read in a worker: the till goes on selling meanwhile. */
function openWasm(kinds: CodeKinds): CodeReader {
  const worker = new Worker(new URL('./wasm-code-reader.ts', import.meta.url), { type: 'module' })
  let failure: Error | undefined
  let answer: { resolve: (texts: readonly string[]) => void; reject: (error: Error) => void } | undefined
  worker.onmessage = (event: MessageEvent<WasmAnswer>) => {
    const { data } = event
    if (data.kind === 'found') answer?.resolve(data.texts)
    else answer?.reject(new Error(data.message))
  }
  worker.onerror = event => {
    failure = new Error(event.message || 'the code reader could not be loaded')
    answer?.reject(failure)
  }
  return {
    async read(video) {
      if (failure) throw failure
      const picture = await createImageBitmap(video)
      const question: WasmQuestion = { kinds, picture }
      return await new Promise((resolve, reject) => {
        answer = { resolve, reject }
        worker.postMessage(question, [picture])
      })
    },
    close: () => worker.terminate(),
  }
}

/** One picture to be read. */
export interface WasmQuestion {
  readonly kinds: CodeKinds
  readonly picture: ImageBitmap
}

export type WasmAnswer =
  | { readonly kind: 'found'; readonly texts: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string }
