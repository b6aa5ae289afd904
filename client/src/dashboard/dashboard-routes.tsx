import type { JSX } from 'solid-js'

export function DashboardScreen(): JSX.Element {
  return <main />
}
