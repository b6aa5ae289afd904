import { TASKS } from './tasks.ts'

/** The driver's process: does one task after the other, as it is told by its parent. */
interface Order {
  readonly id: number
  readonly task: keyof typeof TASKS
  readonly options: never
}

let last: Promise<unknown> = Promise.resolve()

process.on('message', (order: Order) => {
  last = last.then(async () => {
    try {
      process.send?.({ id: order.id, result: await TASKS[order.task](order.options) })
    } catch (error) {
      process.send?.({ id: order.id, error: error instanceof Error ? error.message : String(error) })
    }
  })
})
process.on('disconnect', () => process.exit())
