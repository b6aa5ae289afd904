import { type Choosing, chooseProduct } from './choose-product.ts'
import { splitQuantity } from './quantity-prefix.ts'

/**
 * Enter in the search: a text that is exactly a code on file is sold; else the highlighted result of this very text,
 * never one that an earlier text found. Nothing happens when there is neither.
 */
export async function enterSearch(till: Choosing): Promise<void> {
  const { search, scanning } = till
  const typed = splitQuantity(search.text()).rest.trim()
  if (typed === '') return
  if (await scanning.tryCode(typed)) {
    search.clear()
    return
  }
  await search.settled()
  const product = search.highlighted()
  if (product !== null) chooseProduct(till, product)
}
