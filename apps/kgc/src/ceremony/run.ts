import type { Board, BoardRun } from '../peers/board.ts'
import type { ActiveShare, ShareRecord } from '../share/share-record.ts'
import type { Rounds } from './rounds.ts'

/** One ceremony as this node plays it. Only `candidate` and `hello` outlive the process, on disk. */
export type Run = {
  kind: ShareRecord['kind']
  version: number
  hello: string
  session?: string
  rounds?: Rounds
  echo?: string[]
  dealt?: Map<number, string>
  candidate?: ActiveShare
  abort?: NonNullable<BoardRun['abort']>
}

/** What node `asking` may see: everything but what was dealt to others. */
export function describeBoard(active: ActiveShare | undefined, run: Run | undefined, asking: number): Board {
  return {
    ...(active === undefined
      ? {}
      : {
          active: {
            version: active.record.version,
            session: active.record.session,
            publicHash: active.publicHash,
          },
        }),
    ...(run === undefined
      ? {}
      : {
          run: {
            ...{ kind: run.kind, version: run.version, hello: run.hello, session: run.session },
            ...{ offer: run.rounds?.offer, echo: run.echo, share: run.dealt?.get(asking) },
            ...{ confirm: run.candidate?.publicHash, abort: run.abort },
          },
        }),
  }
}

/** Why a ceremony is not done yet, for the people who run the node. */
export function explainRun(
  run: Run | undefined,
  boards: ReadonlyMap<number, Board>,
  others: readonly number[],
  active: ActiveShare | undefined,
): { code: string; message: string } | undefined {
  if (run === undefined) return undefined
  const list = (found: readonly number[]): string => found.join(', ')
  if (run.abort !== undefined) {
    const { code, accused } = run.abort
    return {
      code,
      message: `The ${run.kind} was aborted: ${code} by node ${list(accused)}. It begins again when a node is started anew.`,
    }
  }
  const withKey = others.filter((node) => boards.get(node)?.active !== undefined)
  if (active === undefined && run.candidate === undefined && withKey.length > 0)
    return {
      code: 'SHARE_LOST',
      message: `Nodes ${list(withKey)} have a key of which this node has no share: restore its data folder.`,
    }
  const absent = others.filter((node) => boards.get(node)?.run?.version !== run.version)
  return {
    code: run.kind === 'generation' ? 'KEY_BEING_GENERATED' : 'SHARES_BEING_REFRESHED',
    message: absent.length === 0 ? `The ${run.kind} is under way.` : `Waiting for nodes ${list(absent)}.`,
  }
}
