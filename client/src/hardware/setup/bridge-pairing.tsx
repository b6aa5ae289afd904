import ExternalLink from 'lucide-solid/icons/external-link'
import Link from 'lucide-solid/icons/link'
import RefreshCw from 'lucide-solid/icons/refresh-cw'
import { createEffect, createResource, createSignal, type JSX, on, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { bridgeOf, type PairedBridge } from '../../local/bridge.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { keyWords } from '../lan/bridge-identity.ts'
import { BridgeClient } from '../printing/bridge-client.ts'
import { BridgeRefusal } from '../printing/bridge-refusal.ts'
import type { BridgePlace } from '../printing/network-permission.ts'
import { openBridge, PairHere } from './pair-here.tsx'
import { openTrust, PairOverLan } from './pair-over-lan.tsx'
import { type PairingProblem, pairingProblemOf } from './pairing-problem.ts'

/**
 * Pairs with the print bridge, on this machine or on another of the shop, and has its devices looked up once that is
 * done. What was found is shown below by whoever uses this.
 */
export function BridgePairing(props: {
  /** With which bridge this device is paired already. */
  readonly paired: PairedBridge | null
  /** Looks up what there is to choose; what it rejects with is said here. */
  readonly onPaired: (bridge: BridgeClient, paired: PairedBridge) => Promise<void>
  readonly children: JSX.Element
}): JSX.Element {
  const [bridge, setBridge] = createSignal(props.paired && bridgeOf(props.paired))
  const [place, setPlace] = createSignal<BridgePlace>(props.paired?.lan ? 'lan' : 'loopback')
  const [problem, setProblem] = createSignal<PairingProblem | null>(null)
  const look = async (held: PairedBridge) => {
    try {
      await props.onPaired(new BridgeClient(held), held)
      setProblem(null)
    } catch (error) {
      setProblem(await pairingProblemOf(error, held.lan?.address))
      if (error instanceof BridgeRefusal && error.code === 'not-paired') setBridge(null)
    }
  }
  createEffect(on(bridge, held => held !== null && look(held)))
  const pairWith = (made: PairedBridge) => {
    setProblem(null)
    setBridge(made)
  }
  const known = () => ({ port: props.paired?.port, address: props.paired?.lan?.address })
  return (
    <div class="hardware__group">
      <Show when={problem()}>{what => <PairingNotice problem={what()} />}</Show>
      <Show
        when={bridge()}
        fallback={
          <>
            <ChoiceField<BridgePlace>
              label={t('hardware.lan.place')}
              value={place()}
              onValue={next => {
                setProblem(null)
                setPlace(next)
              }}
              options={[
                { value: 'loopback', label: t('hardware.lan.here') },
                { value: 'lan', label: t('hardware.lan.elsewhere') },
              ]}
            />
            <Show
              when={place() === 'lan'}
              fallback={<PairHere known={known().port} onPaired={pairWith} onProblem={setProblem} />}
            >
              <PairOverLan known={known().address} onPaired={pairWith} onProblem={setProblem} />
            </Show>
          </>
        }
      >
        {held => (
          <>
            {props.children}
            <Show when={held().lan}>{lan => <BridgeKey of={lan().key} address={lan().address} />}</Show>
            <div class="hardware__actions">
              <Button size="till" icon={RefreshCw} onClick={() => void look(held())}>
                {t('hardware.setup.look')}
              </Button>
              <Show
                when={held().lan}
                fallback={
                  <Button size="till" icon={ExternalLink} onClick={() => openBridge(held().port, '/')}>
                    {t('hardware.setup.openBridge')}
                  </Button>
                }
              >
                {lan => (
                  <Button size="till" icon={ExternalLink} onClick={() => openTrust(lan().address)}>
                    {t('hardware.lan.openTrust')}
                  </Button>
                )}
              </Show>
              <Show when={held().lan}>
                <Button
                  size="till"
                  icon={Link}
                  onClick={() => {
                    setProblem(null)
                    setBridge(null)
                  }}
                >
                  {t('hardware.lan.pairAgain')}
                </Button>
              </Show>
            </div>
          </>
        )}
      </Show>
    </div>
  )
}

/** What happened, and what to do about it where a sentence is not enough. */
function PairingNotice(props: { readonly problem: PairingProblem }): JSX.Element {
  return (
    <Notice kind="error" title={t(`hardware.setup.problem.${props.problem}`)}>
      <Show when={props.problem === 'lanSilent'}>
        <ul class="hardware__hints">
          <li>{t('hardware.lan.silentOff')}</li>
          <li>{t('hardware.lan.silentNetwork')}</li>
          <li>{t('hardware.lan.silentTrust')}</li>
        </ul>
      </Show>
      <Show when={props.problem === 'lanNotAllowed'}>
        {t('hardware.lan.codeHint', { origin: location.origin })}
      </Show>
      <Show when={props.problem === 'otherBridge'}>{t('hardware.lan.otherBridge')}</Show>
    </Notice>
  )
}

/** With which bridge this device is paired, for comparing. */
function BridgeKey(props: { readonly of: string; readonly address: string }): JSX.Element {
  const [words] = createResource(() => props.of, keyWords)
  return (
    <p class="hardware__words">
      {t('hardware.lan.pairedWith', { address: props.address })}
      <br />
      {/* `latest`: what is being worked out takes nothing off the page. */}
      {t('hardware.lan.key')} <span class="hardware__key">{words.latest ?? '…'}</span>
    </p>
  )
}
