import { randomBytes } from 'node:crypto'
import type { Logger } from '@network3/service/logger'
import type { Board, BoardRun } from '../peers/board.ts'
import { type ActiveShare, activate, type ShareRecord } from '../share/share-record.ts'
import type { ShareStore } from '../share/share-store.ts'
import { type Rounds, startKeyGeneration, startRefresh, type WireOffer } from './rounds.ts'
import { describeBoard, explainRun, type Run } from './run.ts'
import { offerHash, sessionOf } from './session.ts'

export type CoordinatorDeps = {
  me: number
  nodes: number
  threshold: number
  rosterHash: string
  guardId: string
  store: ShareStore
  logger: Logger
  /** The others' boards as last read. */
  boards: () => ReadonlyMap<number, Board>
  /** This node's board has changed. */
  publish: () => void
  /** A new share is in force. */
  onActive: (share: ActiveShare) => void
  nowMs: () => number
  /** Refreshes asked for by others are joined this long after the last at the earliest. */
  minRefreshGapMs: number
}

export type Coordinator = {
  /** Goes as far as what is known of the others allows. Synchronous, so that no step runs twice at once. */
  step: () => void
  /** Asks all nodes to refresh their shares. Nothing when there is no share or a ceremony runs. */
  requestRefresh: () => void
  active: () => ActiveShare | undefined
  boardFor: (node: number) => Board
  /** Why there is no share yet, or no refresh, in a sentence; undefined when nothing is under way. */
  explain: () => { code: string; message: string } | undefined
}

/**
 * Plays key generation and refresh with the other nodes. All nodes take part; each round waits until what it needs lies
 * on every board. Invariants: a share is dealt only after all nodes hold the same offers; a new share comes into force
 * only after every node has stored its own, or when a node that saw that says so; nothing in force changes before.
 */
export function createCoordinator(deps: CoordinatorDeps): Coordinator {
  const { me, nodes, store, logger } = deps
  const everyone = Array.from({ length: nodes }, (_, index) => index + 1)
  const others = everyone.filter((node) => node !== me)
  const stored = store.active()
  let active = stored === undefined ? undefined : activate(stored)
  let run = resume(store.next())
  let refreshedAtMs = active?.record.madeAt ?? 0

  function resume(record: ShareRecord | undefined): Run | undefined {
    if (record === undefined) return undefined
    const { kind, version, hello, session } = record
    return { kind, version, hello, session, candidate: activate(record) }
  }
  const startRun = (kind: Run['kind'], version: number): void => {
    run = { kind, version, hello: randomBytes(32).toString('hex') }
    logger.info({ kind, version }, 'ceremony was joined')
    deps.publish()
  }
  const runOf = (node: number): BoardRun | undefined => {
    const theirs = deps.boards().get(node)?.run
    return theirs?.kind === run?.kind && theirs?.version === run?.version ? theirs : undefined
  }
  /** One value of every other node, or undefined as long as one is missing. */
  const collect = <T>(pick: (theirs: BoardRun) => T | undefined): Map<number, T> | undefined => {
    const found = new Map<number, T>()
    for (const node of others) {
      const theirs = runOf(node)
      const value = theirs === undefined ? undefined : pick(theirs)
      if (value === undefined) return undefined
      found.set(node, value)
    }
    return found
  }
  const collectInSession = <T>(pick: (theirs: BoardRun) => T | undefined) =>
    collect((theirs) => (theirs.session === run?.session ? pick(theirs) : undefined))

  const abort = (current: Run, code: NonNullable<Run['abort']>['code'], accused: number[]): void => {
    current.abort = { code, accused }
    logger.error({ kind: current.kind, code, accused }, 'ceremony was aborted')
    deps.publish()
  }

  const join = (): void => {
    if (run !== undefined) return
    if (active === undefined) {
      startRun('generation', 1)
      return
    }
    const wanted = active.record.version + 1
    const isWanted = [...deps.boards().values()].some(
      ({ run: theirs }) => theirs?.kind === 'refresh' && theirs.version === wanted,
    )
    if (isWanted && deps.nowMs() - refreshedAtMs >= deps.minRefreshGapMs) startRun('refresh', wanted)
  }

  /** 1. All have stored the same: it comes into force. Or somebody saw that they had. */
  const promote = (current: Run): boolean => {
    const { candidate } = current
    if (candidate === undefined) return false
    const { session } = candidate.record
    const isInForce = (node: number): boolean => {
      const theirs = deps.boards().get(node)?.active
      return theirs?.session === session && theirs.publicHash === candidate.publicHash
    }
    const hasConfirmed = (node: number): boolean => {
      const theirs = runOf(node)
      return theirs?.session === session && theirs.confirm === candidate.publicHash
    }
    const isDecided = others.some(isInForce) || others.every(hasConfirmed)
    if (!isDecided) return false
    store.promote()
    active = candidate
    run = undefined
    refreshedAtMs = deps.nowMs()
    logger.info(
      { kind: current.kind, version: current.version, publicHash: candidate.publicHash },
      'share came into force',
    )
    deps.onActive(candidate)
    deps.publish()
    return true
  }

  /** 2. Who takes part, with which fresh parts, names the session. Another session begins from nothing. */
  const agreeOnSession = (current: Run): boolean => {
    // A candidate found after a restart has no rounds to offer: those who still need them begin again with this node.
    const isResumed = current.candidate !== undefined && current.rounds === undefined
    if (isResumed && others.every((node) => runOf(node) !== undefined)) {
      const isStuck = others.some((node) => runOf(node)?.confirm === undefined)
      if (isStuck && runOf(others[0] ?? 0) !== undefined) current.hello = randomBytes(32).toString('hex')
    }
    const hellos = collect(({ hello }) => hello)
    if (hellos === undefined) return false
    const session = sessionOf({
      rosterHash: deps.rosterHash,
      kind: current.kind,
      version: current.version,
      base: active?.publicHash ?? '',
      hellos: everyone.map((node) => hellos.get(node) ?? current.hello),
    })
    if (current.session === session) return true
    if (current.candidate !== undefined) store.dropNext()
    const signers = { me, nodes, threshold: deps.threshold }
    const rounds =
      current.kind === 'refresh' && active !== undefined
        ? startRefresh(signers, active)
        : startKeyGeneration(signers)
    run = { kind: current.kind, version: current.version, hello: current.hello, session, rounds }
    logger.info({ kind: current.kind, session }, 'session was agreed on')
    deps.publish()
    return false
  }

  /** 3. to 6. Offers, echo, shares, result: each once all others have come as far. */
  const play = (current: Run, session: string, rounds: Rounds): void => {
    const joinAbort = others
      .map((node) => runOf(node))
      .find((theirs) => theirs?.session === session && theirs.abort)
    if (joinAbort?.abort !== undefined) {
      abort(current, joinAbort.abort.code, joinAbort.abort.accused)
      return
    }
    const offers = collectInSession<WireOffer>(({ offer }) => offer)
    if (offers === undefined) return
    const seen = everyone.map((node) => offerHash(session, node, offers.get(node) ?? rounds.offer))
    if (current.echo === undefined) {
      current.echo = seen
      deps.publish()
    }
    const echoes = collectInSession(({ echo }) => echo)
    if (echoes === undefined) return
    const doubted = everyone.filter((node) =>
      [...echoes.values()].some((echo) => echo[node - 1] !== current.echo?.[node - 1]),
    )
    if (doubted.length > 0) {
      abort(current, 'OFFERS_DIFFER', doubted)
      return
    }
    if (current.dealt === undefined) {
      const dealt = rounds.deal(offers)
      if (!dealt.ok) {
        abort(current, 'OFFER_WRONG', dealt.accused)
        return
      }
      current.dealt = dealt.value
      deps.publish()
    }
    const shares = collectInSession(({ share }) => share)
    if (shares === undefined) return
    if (current.candidate === undefined) {
      const result = rounds.finish(offers, shares)
      if (!result.ok) {
        abort(current, 'SHARE_WRONG', result.accused)
        return
      }
      const record: ShareRecord = {
        ...{ kind: current.kind, version: current.version, hello: current.hello, session },
        ...{ guardId: deps.guardId, node: me, nodes, madeAt: deps.nowMs() },
        ...result.value,
      }
      store.writeNext(record)
      current.candidate = activate(record)
      deps.publish()
    }
    const mine = current.candidate.publicHash
    const results = collectInSession(({ confirm }) => confirm)
    const differing = [...(results ?? [])].filter(([, confirm]) => confirm !== mine).map(([node]) => node)
    if (differing.length > 0) abort(current, 'RESULTS_DIFFER', differing)
  }

  return {
    active: () => active,
    step: () => {
      // Each turn either changes the run or is the last; a run has a handful of rounds.
      for (let turn = 0; turn < 10; turn++) {
        join()
        const current = run
        if (current === undefined || promote(current)) return
        if (agreeOnSession(current)) {
          const { session, rounds, abort: aborted } = current
          if (session === undefined || rounds === undefined || aborted !== undefined) return
          play(current, session, rounds)
          promote(current)
          return
        }
        if (run === current) return
      }
    },
    requestRefresh: () => {
      if (run === undefined && active !== undefined) startRun('refresh', active.record.version + 1)
    },
    boardFor: (node) => describeBoard(active, run, node),
    explain: () => explainRun(run, deps.boards(), others, active),
  }
}
