import { readTillWorkplace } from '../../local/enrolled.ts'

/** What this device is called on the bridge's list of tills: the till's name, or nothing for a back office. */
export function ownName(): string {
  return readTillWorkplace()?.tillName.trim().slice(0, 60) ?? ''
}
