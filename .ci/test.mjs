/**
 * `npm test`: its own set-up, then every check, on two cores in under ten minutes.
 *
 *     node .ci/test.mjs [--only lint|unit|e2e]
 */
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { setUp } from './setup.mjs'
import { killSteps, runStep, STEPS } from './steps.mjs'

const { values } = parseArgs({ options: { only: { type: 'string' } } })
if (values.only !== undefined && !['lint', 'unit', 'e2e'].includes(values.only)) {
  console.error(`--only takes lint, unit or e2e, not ${values.only}`)
  process.exit(2)
}
const wants = part => values.only === undefined || values.only === part
const inCi = Boolean(process.env.CI)
const began = Date.now()

const { env, missing, stop } = await setUp({
  browser: wants('e2e'),
  postgres: wants('unit') || wants('e2e'),
  redis: wants('unit'),
})
const results = []
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.once(signal, async () => {
    killSteps()
    await stop()
    process.exit(code)
  })
}
try {
  // Beside the relay's tests, which wait for databases and for relays that were killed: checks, pure tests, browsers.
  const checks = wants('lint') ? [STEPS.lint, STEPS.layers, STEPS.types] : []
  const relay = wants('unit') ? [STEPS.relay] : []
  const units = wants('unit') ? [STEPS.unit] : []
  const browsers = wants('e2e') && env.CHROMIUM !== undefined ? [STEPS.e2e] : []
  if (wants('e2e')) await inOrder([STEPS.build])
  await Promise.all([inOrder([...checks, ...units, ...browsers]), inOrder(relay)])
} finally {
  await stop()
}
finish()

async function inOrder(steps) {
  for (const step of steps) {
    const result = await runStep(step, env)
    results.push(result)
    console.log(`${result.ok ? '✓' : '✗'} ${result.name} (${result.seconds.toFixed(1)} s)`)
    if (!result.ok) console.log(readFileSync(result.log, 'utf8'))
  }
}

function finish() {
  const passed = results.reduce((sum, result) => sum + (result.counts?.passed ?? 0), 0)
  const failed = results.reduce((sum, result) => sum + (result.counts?.failed ?? 0), 0)
  const notRun = [...missing, ...results.flatMap(result => result.counts?.skipped ?? [])]
  console.log('\nstep              result    tests   seconds')
  for (const { name, ok, seconds, counts } of results) {
    const tests = counts === undefined ? '' : String(counts.passed + counts.failed)
    console.log(
      `${name.padEnd(18)}${(ok ? 'ok' : 'FAILED').padEnd(8)}${tests.padStart(7)}${seconds.toFixed(1).padStart(10)}`,
    )
  }
  const minutes = ((Date.now() - began) / 60_000).toFixed(1)
  console.log(`total ${minutes} minutes on ${cpus().length} cores, Node ${process.versions.node}`)
  if (notRun.length > 0)
    console.log(
      `\nCould not run${inCi ? ' (a failure in CI)' : ''}:\n${notRun.map(line => `  ${line}`).join('\n')}`,
    )
  console.log(`\n${passed} passed, ${failed} failed`)
  const good = results.every(result => result.ok) && failed === 0 && !(inCi && notRun.length > 0)
  process.exitCode = good ? 0 : 1
}
