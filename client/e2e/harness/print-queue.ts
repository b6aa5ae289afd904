import type { Page } from 'playwright-core'

/** How many print jobs of the till whose page this is are not over, as its disk has it. */
export async function openPrintJobs(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(each => each.name ?? '')
    const name = names.find(each => /^evertill-till-[^/]+$/.test(each))
    if (name === undefined) return 0
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const count = await new Promise<number>((resolve, reject) => {
      const request = database.transaction('printJobs').objectStore('printJobs').index('open').count(1)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    database.close()
    return count
  })
}
