import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Installs Debian packages, as root or through a sudo that asks nothing.
 * @returns undefined when they are there now, else the reason in words.
 */
export function installPackages(...names) {
  if (!existsSync('/usr/bin/apt-get')) return 'this machine has no apt-get'
  const root = process.getuid?.() === 0
  if (!root && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) {
    return `not root: run \`sudo apt-get install ${names.join(' ')}\` once`
  }
  const apt = (...args) => {
    const command = [
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      '-q',
      '-y',
      '--no-install-recommends',
      ...args,
    ]
    const [first, ...rest] = root ? command : ['sudo', '-n', ...command]
    return spawnSync(first, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  }
  console.log(`Installing ${names.join(', ')} with apt-get …`)
  if (apt('install', ...names)) return undefined
  return apt('update') && apt('install', ...names)
    ? undefined
    : `apt-get could not install ${names.join(', ')}`
}
