import type { Plugin, Rolldown } from 'vite'

/** All that the chunk of a dynamically imported module holds once the module itself went into a part with others. */
const PROXY = /^export\s*\{([^}]*)\}\s*from\s*["'`]\.\/([^"'`]+)["'`];?\s*$/
const DYNAMIC_IMPORT = /\bimport\(\s*["'`]\.\/([^"'`]+)["'`]\s*\)/g

/** A chunk that only passes names of another one on. */
interface Proxy {
  /** The file name of the chunk that has them. */
  readonly target: string
  /** The object literal of what an import of it resolves to, of the target's module `m`. */
  readonly names: string
}

/**
 * Lets dynamic imports name the part that has the module. Rolldown leaves a chunk of one line in between for each
 * (https://github.com/rolldown/rolldown/issues/9729): a hundred files that every tablet fetched and kept at its
 * installation, and one more round trip before a screen opens. Before Vite looks at imports, so that what it preloads
 * is right.
 */
export function skipProxyChunks(): Plugin {
  return {
    name: 'evertill-skip-proxy-chunks',
    apply: 'build',
    generateBundle: {
      order: 'pre',
      handler(_options, bundle) {
        const proxies = findProxies(bundle)
        for (const [file, chunk] of chunksOf(bundle)) {
          if (proxies.has(fileName(file))) delete bundle[file]
          else if (chunk.dynamicImports.length > 0) chunk.code = withoutProxies(chunk.code, proxies)
        }
      },
    },
  }
}

/** By the last part of their path: all chunks lie in one folder. */
function findProxies(bundle: Rolldown.OutputBundle): Map<string, Proxy> {
  const chunks = chunksOf(bundle)
  const inStatic = new Set(chunks.flatMap(([, chunk]) => chunk.imports))
  const proxies = new Map<string, Proxy>()
  for (const [file, chunk] of chunks) {
    const [, names, target] = PROXY.exec(chunk.code.trim()) ?? []
    if (names === undefined || target === undefined || !chunk.isDynamicEntry || inStatic.has(file)) continue
    proxies.set(fileName(file), { target, names: literalOf(names) })
  }
  return proxies
}

/** `a as b,c` → `{b:m.a,c:m.c}` */
function literalOf(names: string): string {
  const entries = names.split(',').map(name => {
    const [from = '', to = from] = name.trim().split(/\s+as\s+/)
    return `${to}:m.${from}`
  })
  return `{${entries.join(',')}}`
}

function withoutProxies(code: string, proxies: ReadonlyMap<string, Proxy>): string {
  return code.replaceAll(DYNAMIC_IMPORT, (whole, file: string) => {
    const proxy = proxies.get(file)
    return proxy === undefined ? whole : `import("./${proxy.target}").then(m=>(${proxy.names}))`
  })
}

function chunksOf(bundle: Rolldown.OutputBundle): [string, Rolldown.OutputChunk][] {
  return Object.entries(bundle).flatMap(([file, output]) => (output.type === 'chunk' ? [[file, output]] : []))
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
