import type { JSX } from 'solid-js'

export function OfficeScreen(): JSX.Element {
  return <main />
}
