import { A, useNavigate } from '@solidjs/router'
import QrCode from 'lucide-solid/icons/qr-code'
import { createSignal, type JSX, Show } from 'solid-js'
import { hasCamera } from '../camera/code-reader.ts'
import { t } from '../i18n/translate.ts'
import { readTillWorkplace } from '../local/enrolled.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'
import { becomeTill } from './become-till.ts'
import { CODE_LENGTH, groupCode, plainCode } from './enrollment-code.ts'
import { failureWords } from './failure-words.ts'
import { QrScanner } from './qr-scanner.tsx'
import { SetupFrame } from './setup-frame.tsx'

/** The tablet's side of becoming a till: the code, typed, pasted or scanned. The download shows on the till itself. */
export function EnrollScreen(): JSX.Element {
  const navigate = useNavigate()
  const already = readTillWorkplace()
  const [code, setCode] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const [scanning, setScanning] = createSignal(false)

  const use = async (text: string) => {
    if (busy()) return
    if (plainCode(text).length < CODE_LENGTH) {
      setProblem(t('setup.enroll.incomplete'))
      return
    }
    setProblem(undefined)
    setBusy(true)
    const result = await becomeTill(plainCode(text))
    setBusy(false)
    if (result.ok) navigate('/till', { replace: true })
    else setProblem(failureWords(result))
  }
  const scanned = (found: string) => {
    setScanning(false)
    setCode(groupCode(found))
    void use(found)
  }
  return (
    <SetupFrame screen="enroll">
      <div class="setup-heading">
        <h1>{t('setup.enroll.title')}</h1>
        <p>{t('setup.enroll.intro')}</p>
      </div>
      <Show when={already}>
        {till => (
          <Notice
            kind="info"
            title={t('setup.enroll.already', { till: till().tillName, store: till().storeName })}
            actions={
              <Button variant="primary" onClick={() => navigate('/till')}>
                {t('setup.enroll.openTill')}
              </Button>
            }
          >
            {t('setup.enroll.alreadyHint')}
          </Notice>
        )}
      </Show>
      <form
        class="setup-form"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void use(code())
        }}
      >
        <div class="setup-code">
          <TextField
            label={t('setup.enroll.code')}
            description={t('setup.enroll.codeHint')}
            value={code()}
            onValue={text => {
              setCode(groupCode(text))
              setProblem(undefined)
            }}
            error={problem()}
            name="code"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            placeholder="XXXX-XXXX"
            autofocus
          />
        </div>
        <Button type="submit" variant="primary" size="large" wide busy={busy()}>
          {busy() ? t('setup.enroll.busy') : t('setup.enroll.submit')}
        </Button>
      </form>
      <Show when={hasCamera()}>
        <Show
          when={scanning()}
          fallback={
            <Button size="till" icon={QrCode} wide onClick={() => setScanning(true)}>
              {t('setup.enroll.scan')}
            </Button>
          }
        >
          <QrScanner onCode={scanned} onStop={() => setScanning(false)} />
        </Show>
      </Show>
      <A href="/sign-in">{t('setup.enroll.officeInstead')}</A>
    </SetupFrame>
  )
}
