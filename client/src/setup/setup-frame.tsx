import ShieldCheck from 'lucide-solid/icons/shield-check'
import type { JSX } from 'solid-js'
import { PreferenceSwitches } from '../shell/preference-switches.tsx'
import { Icon } from '../ui/icon.tsx'
import './setup.css'

/** One calm page: the name, what is asked now, language and appearance at the foot. */
export function SetupFrame(props: { readonly screen: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <main class="setup-page" data-screen={props.screen}>
      <div class="setup-brand">
        <span class="setup-brand__mark">
          <Icon of={ShieldCheck} />
        </span>
        Evertill
      </div>
      <div class="setup-card">{props.children}</div>
      <footer class="setup-foot">
        <PreferenceSwitches />
      </footer>
    </main>
  )
}
