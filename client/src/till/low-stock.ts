/** From five pieces down the count is worth a look; thousandths. */
const LOW_STOCK = 5_000

/** Whether a counted product (thousandths on hand) is nearly or wholly gone. */
export function isLowStock(onHand: number): boolean {
  return onHand <= LOW_STOCK
}
