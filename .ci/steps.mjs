import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../relay/bin/ensure-installed.mjs'

/** Longer than any healthy step takes: a step that hangs is killed and counts as failed. */
const STEP_LIMIT_MS = 40 * 60_000
const LOGS = join(root, '.cache/test')
const bin = (path, ...args) => [join(root, 'node_modules', path), ...args]
/** TypeScript 7: the same checks in a quarter of the time. */
const tsc = project => bin('typescript-native/bin/tsc', '-p', project)

/** What `npm test` runs. A step is a name and node's argument lists, one after the other. */
export const STEPS = {
  lint: { name: 'lint', commands: [bin('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.')] },
  layers: {
    name: 'layers',
    commands: [
      bin(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.cjs',
        'crdt-model/src',
        'client/src',
        'relay/src',
        'print-bridge/src',
      ),
    ],
  },
  types: {
    name: 'types',
    commands: ['crdt-model', 'crdt-model/tsconfig.test.json', 'relay', 'print-bridge', 'client'].map(tsc),
  },
  build: {
    name: 'build',
    commands: [bin('vite/bin/vite.js', 'build', '--logLevel', 'error'), ['relay/bin/build-relay.mjs']],
  },
  relay: vitest('relay', 2, 'relay', 'relay-isolated'),
  unit: vitest('unit', 1, 'crdt-model', 'client', 'print-bridge'),
  // One more than there are cores: these wait for outages and pages as much as they work.
  e2e: vitest('browser', 3, 'e2e'),
}

function vitest(name, workers, ...projects) {
  const report = join(LOGS, `${projects[0]}.json`)
  const chosen = projects.flatMap(project => ['--project', project])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return {
    name,
    report,
    commands: [bin('vitest/vitest.mjs', 'run', `--maxWorkers=${workers}`, ...chosen, ...reporters)],
  }
}

/** Runs a step, its output kept in a log. @returns `{ name, ok, seconds, log, counts? }` */
export async function runStep(step, env) {
  mkdirSync(LOGS, { recursive: true })
  const log = join(LOGS, `${step.name.replaceAll(' ', '-')}.log`)
  const output = createWriteStream(log)
  const start = Date.now()
  let ok = true
  for (const command of step.commands) ok = (await runNode(command, env, output)) && ok
  await new Promise(resolve => output.end(resolve))
  const counts = step.report === undefined ? undefined : countTests(step.report, start)
  return { name: step.name, ok, seconds: (Date.now() - start) / 1000, log, counts }
}

/** Steps that run, each the head of a process group of its own, so that what it started ends with it. */
const running = new Set()

/** Ends every step that runs, with all its processes. */
export function killSteps() {
  for (const child of running) killGroup(child)
}

async function runNode(args, env, output) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  running.add(child)
  child.stdout.pipe(output, { end: false })
  child.stderr.pipe(output, { end: false })
  const limit = setTimeout(() => {
    output.write(`\nkilled: it took longer than ${STEP_LIMIT_MS / 60_000} minutes\n`)
    killGroup(child)
  }, STEP_LIMIT_MS)
  const code = await new Promise(resolve => child.on('close', resolve))
  clearTimeout(limit)
  running.delete(child)
  return code === 0
}

function killGroup(child) {
  if (process.platform === 'win32') child.kill('SIGKILL')
  else process.kill(-child.pid, 'SIGKILL')
}

/** From vitest's JSON report. A file that could not even be loaded counts as one failed test. */
function countTests(path, notBefore) {
  const counts = { passed: 0, failed: 0, skipped: [] }
  let report
  try {
    report = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { ...counts, failed: 1 }
  }
  if (report.startTime < notBefore) return { ...counts, failed: 1 }
  for (const file of report.testResults) {
    if (file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed'))
      counts.failed += 1
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed += 1
      else if (test.status === 'failed') counts.failed += 1
      else counts.skipped.push(`skipped: ${file.name.replace(root, '')} › ${test.fullName}`)
    }
  }
  return counts
}
