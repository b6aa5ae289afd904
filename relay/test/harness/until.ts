/**
 * Waits until the condition holds. Throws with its description when it does not within 20 s, which is far beyond
 * what anything here takes on a busy machine.
 */
export async function until(description: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`never came true: ${description}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
