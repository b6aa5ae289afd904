import { render } from 'solid-js/web'
import '../ui/tokens.css'
import '../ui/base.css'
import { startLanguage } from '../i18n/translate.ts'
import { startTheme } from '../ui/theme.ts'
import { GuestPage } from './guest-page.tsx'

/** The page of receipts: what a customer's phone loads, with nothing of the app beside it, and no service worker. */
const root = document.getElementById('root')
if (root === null) throw new Error('receipt.html has no element with the id "root"')

startTheme()
await startLanguage('ui', 'till', 'guest')
render(() => <GuestPage />, root)
