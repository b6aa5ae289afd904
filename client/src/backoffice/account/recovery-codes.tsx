import Copy from 'lucide-solid/icons/copy'
import Download from 'lucide-solid/icons/download'
import { For, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../copy-text.ts'

/** The codes, this once: to be written down, copied or saved. */
export function RecoveryCodes(props: { readonly codes: readonly string[] }): JSX.Element {
  const text = () => `${t('account.secondStep.fileHeading')}\n\n${props.codes.join('\n')}\n`
  return (
    <div class="office-stack">
      <p>{t('account.secondStep.codesIntro')}</p>
      <ol class="account-codes" data-recovery-codes>
        <For each={props.codes}>{code => <li class="tabular">{code}</li>}</For>
      </ol>
      <div class="office-row__actions">
        <Button icon={Copy} onClick={() => void copyText(props.codes.join('\n'))}>
          {t('account.copy')}
        </Button>
        <Button icon={Download} onClick={() => saveAsFile('evertill-recovery-codes.txt', text())}>
          {t('account.secondStep.save')}
        </Button>
      </div>
    </div>
  )
}

function saveAsFile(name: string, text: string): void {
  const link = document.createElement('a')
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
