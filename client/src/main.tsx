import { render } from 'solid-js/web'
import './ui/tokens.css'
import './ui/base.css'
import { App } from './app.tsx'
import { followLanguage, startLanguage } from './i18n/translate.ts'
import { recallTillWorkplace } from './local/enrolled.ts'
import { registerServiceWorker } from './pwa/register.ts'
import { startTextSize } from './ui/text-size.ts'
import { startTheme } from './ui/theme.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')

startTheme()
startTextSize()
followLanguage()
await Promise.all([startLanguage('ui', 'till'), recallTillWorkplace()])
render(() => <App />, root)
void registerServiceWorker()
