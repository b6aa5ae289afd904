import { type BridgePrinter, isReceiptLanguage } from '@evertill/crdt-model/printing'
import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { bridgeOf, isSameBridge, type PairedBridge } from '../../local/bridge.ts'
import type { PrinterConnection, PrinterSetup } from '../../local/printing.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import type { BridgeClient } from '../printing/bridge-client.ts'
import { BridgePairing } from './bridge-pairing.tsx'

type BridgeConnection = Extract<PrinterConnection, { kind: 'bridge' }>

export interface BridgeSetupProps {
  /** Of the printer as it is set up; null for a new one. */
  readonly connection: BridgeConnection | null
  /** With which bridge this till is paired already. */
  readonly paired: PairedBridge | null
  /** Whether a printer of labels is looked for; else only those that print receipts are shown. */
  readonly forLabels?: boolean
  readonly onConnect: (connection: BridgeConnection, known: Partial<PrinterSetup>) => void
}

/** Pairs with the print bridge where that is to be done, and chooses one of its printers. */
export function BridgeSetup(props: BridgeSetupProps): JSX.Element {
  const connection = () => props.connection
  // No resource: what is being loaded would take this part, and the sheet around it, off the page for a moment.
  const [printers, setPrinters] = createSignal<readonly BridgePrinter[]>([])
  const [bridge, setBridge] = createSignal<PairedBridge | null>(null)
  const look = async (client: BridgeClient, paired: PairedBridge) => {
    const all = await client.printers()
    const found = all.filter(({ language }) => isReceiptLanguage(language) !== (props.forLabels === true))
    setBridge(paired)
    setPrinters(found)
    const [only] = found
    // Right after pairing there is nothing to choose.
    if (found.length === 1 && only && connection() === null && props.paired === null) use(only)
    // Paired anew: the printer is reached so from now on.
    const held = connection()
    const mine = all.find(({ id }) => id === held?.printerId)
    if (held !== null && mine && !isSameBridge(held, paired))
      props.onConnect({ kind: 'bridge', ...paired, printerId: mine.id, name: mine.name }, {})
  }
  const use = ({ id, name, columns, language }: BridgePrinter) => {
    const held = bridge()
    if (held === null) return
    props.onConnect(
      { kind: 'bridge', ...bridgeOf(held), printerId: id, name },
      isReceiptLanguage(language) ? { columns, language } : { columns },
    )
  }
  return (
    <BridgePairing paired={connection() ?? props.paired} onPaired={look}>
      <Show
        when={printers().length > 0}
        fallback={
          <p class="hardware__words">
            {t(props.forLabels === true ? 'hardware.setup.noLabelPrinters' : 'hardware.setup.noPrinters')}
          </p>
        }
      >
        <ChoiceField
          label={t('hardware.setup.printers')}
          value={connection()?.printerId ?? ''}
          onValue={id => {
            const chosen = printers().find(printer => printer.id === id)
            if (chosen) use(chosen)
          }}
          options={[
            ...(connection() === null ? [{ value: '', label: '—' }] : []),
            ...printers().map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Show>
    </BridgePairing>
  )
}
