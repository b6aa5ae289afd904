import { render } from 'solid-js/web'
import { registerServiceWorker } from './pwa/register.ts'

registerServiceWorker()
const root = document.getElementById('root')
if (root !== null) render(() => <h1>Evertill</h1>, root)
