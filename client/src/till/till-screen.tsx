import type { JSX } from 'solid-js'

export function TillScreen(): JSX.Element {
  return <main />
}
