import { type LanAddress, readLanAddress } from '@evertill/crdt-model/printing'
import ExternalLink from 'lucide-solid/icons/external-link'
import Link from 'lucide-solid/icons/link'
import { createSignal, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PairedBridge } from '../../local/bridge.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { pairWithLanBridge } from '../printing/bridge-client.ts'
import { ownName } from './own-name.ts'
import { type PairingProblem, pairingProblemOf } from './pairing-problem.ts'

/** Pairs with the print bridge of another machine, in the order in which a person can do it. */
export function PairOverLan(props: {
  readonly known: string | undefined
  readonly onPaired: (bridge: PairedBridge) => void
  readonly onProblem: (problem: PairingProblem | null) => void
}): JSX.Element {
  const [addressText, setAddressText] = createSignal(props.known ?? '')
  const [code, setCode] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const address = () => readLanAddress(addressText())
  const digits = () => code().replaceAll(/\D/g, '')
  const check = () => {
    setTried(true)
    const place = address()
    if (place !== null) openTrust(place)
  }
  const pair = async () => {
    setTried(true)
    const place = address()
    if (place === null || digits().length !== 8) return
    setBusy(true)
    try {
      props.onPaired(await pairWithLanBridge(place, { code: digits(), till: ownName() }))
    } catch (error) {
      props.onProblem(await pairingProblemOf(error, place))
    } finally {
      setBusy(false)
    }
  }
  return (
    <ol class="hardware__steps">
      <li>{t('hardware.lan.turnOn')}</li>
      <li>
        <TextField
          label={t('hardware.lan.address')}
          description={t('hardware.lan.addressHint')}
          error={tried() && address() === null && t('hardware.lan.addressWrong')}
          inputmode="url"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxlength={100}
          value={addressText()}
          onValue={setAddressText}
        />
      </li>
      <li>
        <p>{t('hardware.lan.trust')}</p>
        <div class="hardware__actions">
          <Button size="till" icon={ExternalLink} onClick={check}>
            {t('hardware.lan.openTrust')}
          </Button>
        </div>
      </li>
      <li>
        <TextField
          label={t('hardware.lan.code')}
          description={t('hardware.lan.codeHint', { origin: location.origin })}
          error={tried() && address() !== null && digits().length !== 8 && t('hardware.lan.codeWrong')}
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={9}
          value={code()}
          onValue={setCode}
        />
        <p class="hardware__words">{t('hardware.lan.browserAsks')}</p>
        <div class="hardware__actions">
          <Button size="till" variant="primary" icon={Link} busy={busy()} onClick={() => void pair()}>
            {t('hardware.lan.pair')}
          </Button>
        </div>
      </li>
    </ol>
  )
}

/** The page of a bridge that says how to trust it: whether the browser warns of it is the answer. */
export function openTrust(address: LanAddress): void {
  window.open(`${address}/trust`, '_blank', 'noopener')
}
