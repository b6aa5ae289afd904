import { type BridgePrinter, DEFAULT_BRIDGE_PORT } from '@evertill/crdt-model/printing'
import ExternalLink from 'lucide-solid/icons/external-link'
import Link from 'lucide-solid/icons/link'
import RefreshCw from 'lucide-solid/icons/refresh-cw'
import { createEffect, createSignal, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import * as v from 'valibot'
import { t } from '../../i18n/translate.ts'
import type { PrinterConnection, PrinterSetup } from '../../local/printing.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import {
  BridgeClient,
  BridgeRefusal,
  BridgeUnreachable,
  bridgeOrigin,
  isBridgeThere,
  loopbackPermission,
  pairWithBridge,
} from '../printing/bridge-client.ts'

/** What the bridge's page says to the window that opened it, once a person allowed this app there. */
const codeMessage = v.object({
  kind: v.literal('evertill-pairing-code'),
  code: v.pipe(v.string(), v.regex(/^\d{8}$/)),
})

type Problem = 'bridgeMissing' | 'bridgeDenied' | 'wrongCode' | 'noCode' | 'notPaired' | 'other'

type BridgeConnection = Extract<PrinterConnection, { kind: 'bridge' }>

export interface BridgeSetupProps {
  /** Of the printer as it is set up; null for a new one. */
  readonly connection: BridgeConnection | null
  /** With which bridge this till is paired already. */
  readonly paired: Pick<BridgeConnection, 'port' | 'token'> | null
  readonly onConnect: (connection: PrinterConnection, known: Partial<PrinterSetup>) => void
}

/** Pairs with the print bridge (here, and "Allow" in its window), and chooses one of its printers. */
export function BridgeSetup(props: BridgeSetupProps): JSX.Element {
  const connection = () => props.connection
  const [token, setToken] = createSignal((connection() ?? props.paired)?.token ?? null)
  const [portText, setPortText] = createSignal(
    String((connection() ?? props.paired)?.port ?? DEFAULT_BRIDGE_PORT),
  )
  const port = () => Number(portText()) || DEFAULT_BRIDGE_PORT
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const [asked, setAsked] = createSignal(false)
  const [code, setCode] = createSignal('')
  // No resource: what is being loaded would take this part, and the sheet around it, off the page for a moment.
  const [printers, setPrinters] = createSignal<readonly BridgePrinter[]>([])
  const look = async (held: string) => {
    try {
      const found = await new BridgeClient({ port: port(), token: held }).printers()
      setProblem(null)
      setPrinters(found)
      const [only] = found
      // Right after pairing there is nothing to choose.
      if (found.length === 1 && only && connection() === null && props.paired === null) use(held, only)
    } catch (error) {
      setProblem(await problemOf(error))
      if (error instanceof BridgeRefusal && error.code === 'not-paired') setToken(null)
    }
  }
  createEffect(on(token, held => held !== null && look(held)))
  const use = (held: string, { id, name, columns, language }: BridgePrinter) =>
    props.onConnect({ kind: 'bridge', port: port(), token: held, printerId: id, name }, { columns, language })
  const redeem = async (shown: string) => {
    try {
      setToken(await pairWithBridge(port(), shown))
      setProblem(null)
      setCode('')
      setAsked(false)
    } catch (error) {
      setProblem(await problemOf(error))
    }
  }
  const pair = async () => {
    setAsked(true)
    setProblem(null)
    openBridge(port(), `/?origin=${encodeURIComponent(location.origin)}`)
    if (!(await isBridgeThere(port()))) setProblem(await problemOf(new BridgeUnreachable(null)))
  }
  onMount(() => {
    const hear = ({ origin, data }: MessageEvent) => {
      if (origin !== bridgeOrigin(port())) return
      const message = v.safeParse(codeMessage, data)
      if (message.success) redeem(message.output.code)
    }
    window.addEventListener('message', hear)
    onCleanup(() => window.removeEventListener('message', hear))
  })
  return (
    <div class="hardware__group">
      <Show when={problem()}>
        {what => <Notice kind="error" title={t(`hardware.setup.problem.${what()}`)} />}
      </Show>
      <Show
        when={token()}
        fallback={
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
        }
      >
        {held => (
          <>
            <Show
              when={printers().length > 0}
              fallback={<p class="hardware__words">{t('hardware.setup.noPrinters')}</p>}
            >
              <ChoiceField
                label={t('hardware.setup.printers')}
                value={connection()?.printerId ?? ''}
                onValue={id => {
                  const chosen = printers().find(printer => printer.id === id)
                  if (chosen) use(held(), chosen)
                }}
                options={[
                  ...(connection() === null ? [{ value: '', label: '—' }] : []),
                  ...printers().map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            </Show>
            <div class="hardware__actions">
              <Button size="till" icon={RefreshCw} onClick={() => void look(held())}>
                {t('hardware.setup.look')}
              </Button>
              <Button size="till" icon={ExternalLink} onClick={() => openBridge(port(), '/')}>
                {t('hardware.setup.openBridge')}
              </Button>
            </div>
          </>
        )}
      </Show>
    </div>
  )
}

function openBridge(port: number, path: string): void {
  window.open(bridgeOrigin(port) + path, 'evertill-print-bridge', 'popup,width=640,height=760')
}

/** Whether the browser lets this page reach this machine. A page of this machine itself needs nobody's leave. */
async function isKeptOut(): Promise<boolean> {
  if (['localhost', '127.0.0.1', '[::1]'].includes(location.hostname)) return false
  const permission = await loopbackPermission()
  return permission === 'denied' || permission === 'prompt'
}

async function problemOf(error: unknown): Promise<Problem> {
  if (error instanceof BridgeUnreachable) {
    return (await isKeptOut()) ? 'bridgeDenied' : 'bridgeMissing'
  }
  if (!(error instanceof BridgeRefusal)) return 'other'
  switch (error.code) {
    case 'wrong-code':
    case 'bad-request':
      return 'wrongCode'
    case 'no-code':
      return 'noCode'
    case 'not-paired':
      return 'notPaired'
    default:
      return 'other'
  }
}
