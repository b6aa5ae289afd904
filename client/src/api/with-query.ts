/** Parameters of a request; those that are empty or undefined are left out. */
export type QueryValues = Readonly<Record<string, string | number | undefined>>

/** The path with its parameters. */
export function withQuery(path: string, query: QueryValues): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value))
  }
  return parameters.size === 0 ? path : `${path}?${parameters}`
}
