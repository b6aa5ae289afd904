import { GIFT_STORE } from './gift-shop.ts'
import { openDocument, writeRecords } from './manager-document.ts'
import type { RelayApi } from './relay-api.ts'

/**
 * Gives the dashboard what an owner decides on: an update that the relay refused, since it deletes what somebody else
 * wrote, and an entry that counts for nothing, with a field that nobody reads.
 */
export async function causeTrouble(url: string, owner: RelayApi): Promise<void> {
  await writeRecords(url, owner, 'settings', 'stores', { [GIFT_STORE]: { awning: new Date().toISOString() } })
  const { doc, untilSafe, close } = await openDocument(url, owner.cookie, 'settings', ['stores'])
  try {
    doc.getArray('stores').delete(0)
    await untilSafe()
  } catch (refused) {
    if (!(refused instanceof Error && refused.message.includes('refused'))) throw refused
    return
  } finally {
    close()
  }
  throw new Error('the relay took an update that it should have refused')
}
