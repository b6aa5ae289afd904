import { createSignal, type JSX, Show } from 'solid-js'
import { renewRecoveryCodes } from '../../api/accounts-api.ts'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { ProofDialog } from './proof-dialog.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

/** New recovery codes in the place of the old ones. */
export function NewCodesDialog(props: { readonly onClose: () => void }): JSX.Element {
  const [codes, setCodes] = createSignal<readonly string[]>()
  return (
    <Show
      when={codes()}
      fallback={
        <ProofDialog
          title={t('account.secondStep.newCodes')}
          text={t('account.secondStep.newCodesText')}
          action={t('account.secondStep.make')}
          ask={renewRecoveryCodes}
          onClose={props.onClose}
          onDone={reply => setCodes(reply.recoveryCodes)}
        />
      }
    >
      {shown => (
        <Dialog
          open
          onClose={props.onClose}
          title={t('account.secondStep.codesTitle')}
          actions={
            <Button variant="primary" size="till" onClick={() => props.onClose()}>
              {t('account.secondStep.kept')}
            </Button>
          }
        >
          <RecoveryCodes codes={shown()} />
        </Dialog>
      )}
    </Show>
  )
}
