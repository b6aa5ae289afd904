import { type DealGroup, type GroupDeal, nextGroup } from './group-deal.ts'

/**
 * How many groups the search for the best combination may try in one sale. Beyond it the best combination found so
 * far stands. Found by measuring: 200 lines with 50 promotions stay below 4 ms. SPEC G8.
 */
export const MOST_GROUPS_TRIED = 1000

export interface GroupChoice {
  readonly groups: readonly DealGroup[]
  /** Whether every combination was looked at: then there is no better one. */
  readonly exhaustive: boolean
}

/**
 * The groups that take most off, over what promotions on single pieces would take off the same pieces
 * (`pieceOff`, minor units by item). Of equals the one whose promotions come first. SPEC G8.
 *
 * @param pieces how many pieces each item has.
 */
export function bestGroups(
  deals: readonly GroupDeal[],
  pieces: readonly number[],
  pieceOff: readonly number[],
): GroupChoice {
  const search = { tries: 0 }
  const groups: DealGroup[] = []
  let exhaustive = true
  for (const component of components(deals)) {
    const quick = greedy(component, pieces, pieceOff)
    const thorough = searchAll(component, pieces, pieceOff, search)
    if (!thorough.exhaustive) exhaustive = false
    groups.push(...(thorough.gain >= quick.gain ? thorough.groups : quick.groups))
  }
  return { groups, exhaustive }
}

/** Deals that share no item do not touch each other. */
function components(deals: readonly GroupDeal[]): GroupDeal[][] {
  const parent = deals.map((_, i) => i)
  const root = (i: number): number => (parent[i] === i ? i : root(parent[i] ?? i))
  const owner = new Map<string, number>()
  deals.forEach((deal, i) => {
    const marks = [...deal.parts.flatMap(part => part.items.map(String)), ...limitMark(deal)]
    for (const mark of marks) {
      const other = owner.get(mark)
      if (other === undefined) owner.set(mark, i)
      else parent[root(i)] = root(other)
    }
  })
  const groups = new Map<number, GroupDeal[]>()
  deals.forEach((deal, i) => {
    const key = root(i)
    const group = groups.get(key)
    if (group) group.push(deal)
    else groups.set(key, [deal])
  })
  return [...groups.values()]
}

/** Deals of one promotion with a limit have that in common. */
function limitMark(deal: GroupDeal): string[] {
  return deal.times === Infinity ? [] : [`times ${deal.rank}`]
}

interface Plan {
  readonly gain: number
  readonly groups: readonly DealGroup[]
}

function gainOf(group: DealGroup, pieceOff: readonly number[]): number {
  return group.uses.reduce((gain, use) => gain - use.count * (pieceOff[use.item] ?? 0), group.discount)
}

/** The group with the greatest gain, again and again. A group stays what it is until its own items run short. */
function greedy(deals: readonly GroupDeal[], pieces: readonly number[], pieceOff: readonly number[]): Plan {
  const left = [...pieces]
  const used = new Map<number, number>()
  const offers = deals.map(deal => offer(deal, left, pieceOff))
  const groups: DealGroup[] = []
  let gain = 0
  for (;;) {
    let chosen: Offer | undefined
    for (const each of offers) if (each !== undefined && each.gain > (chosen?.gain ?? 0)) chosen = each
    if (chosen === undefined) return { gain, groups }
    groups.push(chosen.group)
    gain += chosen.gain
    take(chosen.group, left, 1)
    const { rank, times } = chosen.group.deal
    used.set(rank, (used.get(rank) ?? 0) + 1)
    const isUsedUp = (used.get(rank) ?? 0) >= times
    for (let i = 0; i < offers.length; i++) {
      const each = offers[i]
      if (each === undefined) continue
      const { deal } = each.group
      if (isUsedUp && deal.rank === rank) offers[i] = undefined
      else if (!fits(each.group, left)) offers[i] = offer(deal, left, pieceOff)
    }
  }
}

interface Offer {
  readonly group: DealGroup
  readonly gain: number
}

function offer(deal: GroupDeal, left: readonly number[], pieceOff: readonly number[]): Offer | undefined {
  const group = nextGroup(deal, left)
  return group && { group, gain: gainOf(group, pieceOff) }
}

function fits(group: DealGroup, left: readonly number[]): boolean {
  for (const use of group.uses) if (use.count > (left[use.item] ?? 0)) return false
  return true
}

/** @param sign 1 takes the pieces, −1 puts them back. */
function take(group: DealGroup, left: number[], sign: 1 | -1): void {
  for (const use of group.uses) left[use.item] = (left[use.item] ?? 0) - sign * use.count
}

interface Node {
  readonly gain: number
  readonly group: DealGroup | null
  readonly next: Node | null
}

const END: Node = { gain: 0, group: null, next: null }

/**
 * All sequences of groups. What can still be gained depends only on the pieces that are left and the times that are
 * used, so each such state is worked out once.
 */
function searchAll(
  deals: readonly GroupDeal[],
  pieces: readonly number[],
  pieceOff: readonly number[],
  search: { tries: number },
): Plan & { readonly exhaustive: boolean } {
  const items = [...new Set(deals.flatMap(deal => deal.parts.flatMap(part => part.items)))]
  const limited = [...new Set(deals.filter(deal => deal.times !== Infinity).map(deal => deal.rank))]
  const left = [...pieces]
  const used = new Map<number, number>()
  const known = new Map<string, Node>()
  let exhaustive = true

  const visit = (): Node => {
    const key = stateKey(items, left, limited, used)
    const before = known.get(key)
    if (before) return before
    let best = END
    for (const deal of deals) {
      const times = used.get(deal.rank) ?? 0
      if (times >= deal.times) continue
      if (search.tries >= MOST_GROUPS_TRIED) {
        exhaustive = false
        break
      }
      search.tries++
      const group = nextGroup(deal, left)
      if (group === undefined || group.discount === 0) continue
      take(group, left, 1)
      used.set(deal.rank, times + 1)
      const next = visit()
      take(group, left, -1)
      used.set(deal.rank, times)
      const gain = gainOf(group, pieceOff) + next.gain
      if (gain > best.gain) best = { gain, group, next }
    }
    known.set(key, best)
    return best
  }

  return { ...unroll(visit()), exhaustive }
}

function unroll(start: Node): Plan {
  const groups: DealGroup[] = []
  for (let node: Node | null = start; node?.group; node = node.next) groups.push(node.group)
  return { gain: start.gain, groups }
}

function stateKey(
  items: readonly number[],
  left: readonly number[],
  limited: readonly number[],
  used: ReadonlyMap<number, number>,
): string {
  let key = ''
  for (const item of items) key += String.fromCharCode(left[item] ?? 0)
  for (const rank of limited) key += String.fromCharCode(used.get(rank) ?? 0)
  return key
}
