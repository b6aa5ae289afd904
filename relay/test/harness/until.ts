/**
 * Waits until the condition holds. Throws with its description when it does not within the time, which is far beyond
 * what anything here takes on a busy machine.
 * @param withinMs milliseconds
 */
export async function until(
  description: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 20_000,
): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`never came true: ${description}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
