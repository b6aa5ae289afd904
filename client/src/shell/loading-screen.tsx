import type { JSX } from 'solid-js'
import { Skeleton } from '../ui/skeleton.tsx'
import './shell.css'

/** While a screen's code is on its way. */
export function LoadingScreen(): JSX.Element {
  return (
    <main class="shell-page">
      <div class="shell-card">
        <Skeleton count={4} />
      </div>
    </main>
  )
}
