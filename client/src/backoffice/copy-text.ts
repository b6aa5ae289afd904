import { t } from '../i18n/translate.ts'
import { showToast } from '../ui/toast.tsx'

/** Puts a text into the clipboard and says so, or says what to do when the browser does not let it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    showToast({ text: t('account.notCopied') })
    return false
  }
  showToast({ text: t('account.copied') })
  return true
}
