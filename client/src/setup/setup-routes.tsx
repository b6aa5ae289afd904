import type { JSX } from 'solid-js'

export function SetupScreen(): JSX.Element {
  return <main />
}

export function EnrollScreen(): JSX.Element {
  return <main />
}

export function SignInScreen(): JSX.Element {
  return <main />
}
