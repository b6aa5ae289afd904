import type { BrowserContext } from 'playwright-core'

/** Adds violations of the content security policy in any page of the device, as the browser reports them. */
export async function watchPolicy(device: BrowserContext, violations: string[]): Promise<void> {
  await device.exposeFunction('policyViolated', (text: string) => void violations.push(text))
  await device.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      const { policyViolated } = window as Window & { policyViolated?(text: string): void }
      policyViolated?.(`policy: ${event.violatedDirective} ${event.blockedURI} at ${location.pathname}`)
    })
  })
}
