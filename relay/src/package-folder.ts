/** The folder of this package: above `src`, and above `dist`, in which all of it is built into a few files. */
export const PACKAGE_FOLDER = new URL('../', import.meta.url)

const isBuilt = import.meta.url.endsWith('.js')

/** What a thread of the relay begins with. From the sources it must first learn how to read TypeScript. */
export function threadFile(name: 'behind-thread' | 'document-thread'): URL {
  return new URL(isBuilt ? `dist/${name}.js` : `bin/${name}.mjs`, PACKAGE_FOLDER)
}
