import { DEFAULT_BRIDGE_PORT } from '@evertill/crdt-model/printing'
import Link from 'lucide-solid/icons/link'
import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import * as v from 'valibot'
import { t } from '../../i18n/translate.ts'
import type { PairedBridge } from '../../local/bridge.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { bridgeOrigin, pairWithBridge } from '../printing/bridge-client.ts'
import { BridgeUnreachable, directWire } from '../printing/bridge-wire.ts'
import { ownName } from './own-name.ts'
import { type PairingProblem, pairingProblemOf } from './pairing-problem.ts'

/** What the bridge's page says to the window that opened it, once a person allowed this app there. */
const codeMessage = v.object({
  kind: v.literal('evertill-pairing-code'),
  code: v.pipe(v.string(), v.regex(/^\d{8}$/)),
})

/** Pairs with the print bridge on this machine: here, and "Allow" in its window. */
export function PairHere(props: {
  readonly known: number | undefined
  readonly onPaired: (bridge: PairedBridge) => void
  readonly onProblem: (problem: PairingProblem | null) => void
}): JSX.Element {
  const [portText, setPortText] = createSignal(String(props.known ?? DEFAULT_BRIDGE_PORT))
  const port = () => Number(portText()) || DEFAULT_BRIDGE_PORT
  const [asked, setAsked] = createSignal(false)
  const [code, setCode] = createSignal('')
  const say = async (error: unknown) => props.onProblem(await pairingProblemOf(error, undefined))
  const redeem = async (shown: string) => {
    try {
      props.onPaired(await pairWithBridge(port(), { code: shown, till: ownName() }))
    } catch (error) {
      await say(error)
    }
  }
  const pair = async () => {
    setAsked(true)
    props.onProblem(null)
    openBridge(port(), `/?origin=${encodeURIComponent(location.origin)}`)
    if (!(await directWire(bridgeOrigin(port())).isThere())) await say(new BridgeUnreachable())
  }
  onMount(() => {
    const hear = ({ origin, data }: MessageEvent) => {
      if (origin !== bridgeOrigin(port())) return
      const message = v.safeParse(codeMessage, data)
      if (message.success) void redeem(message.output.code)
    }
    window.addEventListener('message', hear)
    onCleanup(() => window.removeEventListener('message', hear))
  })
  return (
    <>
      <p class="hardware__words">{t('hardware.setup.pairHint')}</p>
      <TextField
        label={t('hardware.setup.port')}
        inputmode="numeric"
        maxlength={5}
        value={portText()}
        onValue={setPortText}
      />
      <div class="hardware__actions">
        <Button size="till" variant="primary" icon={Link} onClick={() => void pair()}>
          {t('hardware.setup.pair')}
        </Button>
      </div>
      <Show when={asked()}>
        <TextField
          label={t('hardware.setup.code')}
          description={t('hardware.setup.codeHint')}
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={9}
          value={code()}
          onValue={setCode}
        />
        <div class="hardware__actions">
          <Button size="till" onClick={() => void redeem(code().replaceAll(/\D/g, ''))}>
            {t('hardware.setup.useCode')}
          </Button>
        </div>
      </Show>
    </>
  )
}

/** The bridge's own page, in a window of its own. */
export function openBridge(port: number, path: string): void {
  window.open(bridgeOrigin(port) + path, 'evertill-print-bridge', 'popup,width=640,height=760')
}
