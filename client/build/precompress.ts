import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const WORTH_IT = /\.(js|css|html|svg|json|webmanifest|wasm)$/
/** Below this the answer's headers are most of it. */
const LEAST_BYTES = 1024
/** Of 11: the best makes files a tenth smaller and takes eight times as long, and a newcomer waits for the build. */
const BROTLI_QUALITY = 9

const ENCODINGS = [
  { ending: '.br', compress: compressByBrotli },
  // Browsers take Brotli only over HTTPS and from their own machine.
  { ending: '.gz', compress: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }) },
]

/**
 * Leaves beside each built file its compressed forms, which the relay gives away as they are: a hundred tills that
 * install a new version at once cost it no compressing. Of a build for production, behind everything that writes files.
 */
export function precompress(directory: string): Plugin {
  return {
    name: 'evertill-precompress',
    apply: 'build',
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const files = await readdir(directory, { recursive: true })
        await Promise.all(
          files.filter(file => WORTH_IT.test(file)).map(file => pressFile(join(directory, file))),
        )
      },
    },
  }
}

/** Writes a file's compressed forms beside it, `.br` and `.gz`, where that makes it smaller. */
export async function pressFile(path: string): Promise<void> {
  const bytes = await readFile(path)
  if (bytes.length < LEAST_BYTES) return
  await Promise.all(
    ENCODINGS.map(async ({ ending, compress }) => {
      const pressed = await compress(bytes)
      if (pressed.length < bytes.length) await writeFile(path + ending, pressed)
    }),
  )
}

function compressByBrotli(bytes: Buffer): Promise<Buffer> {
  return promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
}
