import { Agent, request } from 'node:https'
import { connect, type TLSSocket } from 'node:tls'
import { systemClock } from '@network3/service/clock'
import { backOffMs } from '@network3/service/retry'
import { type Identity, publicKeyHex } from '../identity/identity.ts'
import type { Roster } from '../identity/roster.ts'
import { type Board, boardAnswerSchema } from './board.ts'
import { HOLD_MS, tlsOptions } from './peer-server.ts'

/** What this node knows of the others: their boards as last read, and whether they answer now. */
export type PeerLinks = {
  boards: () => Map<number, Board>
  isUp: (node: number) => boolean
  close: () => Promise<void>
}

const MAX_BOARD_BYTES = 64 * 1024

/** Reads the boards of all other nodes, again as soon as they change. `onChange` is called after each news. */
export function openPeerLinks(options: {
  identity: Identity
  roster: Roster
  me: number
  onChange: () => void
  onFault: (node: number, error: unknown) => void
}): PeerLinks {
  const boards = new Map<number, Board>()
  const up = new Set<number>()
  const ended = new AbortController()

  const follow = async (node: number, peer: Roster['nodes'][number]): Promise<void> => {
    const agent = pinnedAgent(options.identity, peer)
    let seen = ''
    for (let failures = 0; !ended.signal.aborted; ) {
      try {
        const text = await get(`${peer.peerUrl}/v1/board?seen=${seen}`, agent, ended.signal)
        const answer = boardAnswerSchema.parse(JSON.parse(text))
        failures = 0
        const isNews = seen !== answer.revision || !up.has(node)
        seen = answer.revision
        up.add(node)
        boards.set(node, answer.board)
        if (isNews) options.onChange()
      } catch (error) {
        if (ended.signal.aborted) break
        failures += 1
        if (up.delete(node) || failures === 1) options.onFault(node, error)
        options.onChange()
        await systemClock.sleep(backOffMs(failures, { baseMs: 100, maxMs: 3_000 }), ended.signal)
      }
    }
    agent.destroy()
  }
  const following = options.roster.nodes.map((peer, index) =>
    index + 1 === options.me ? Promise.resolve() : follow(index + 1, peer),
  )
  return {
    boards: () => boards,
    isUp: (node) => up.has(node),
    close: async () => {
      ended.abort()
      await Promise.all(following)
    },
  }
}

/** Hands a connection over only when the other side has proven to hold the key the roster names. */
function pinnedAgent(identity: Identity, peer: Roster['nodes'][number]): Agent {
  const { hostname, port } = new URL(peer.peerUrl)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  agent.createConnection = (_, callback) => {
    const socket: TLSSocket = connect({
      ...tlsOptions(identity),
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port === '' ? 443 : port),
      rejectUnauthorized: false,
    })
    socket.once('error', (error) => callback?.(error, socket))
    socket.once('secureConnect', () => {
      const key = socket.getPeerX509Certificate()?.publicKey
      if (key !== undefined && publicKeyHex(key) === peer.publicKey) callback?.(null, socket)
      else socket.destroy(new Error(`${peer.peerUrl} is not the node the roster names: it has another key.`))
    })
    return undefined
  }
  return agent
}

function get(url: string, agent: Agent, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const timeout = AbortSignal.any([signal, AbortSignal.timeout(HOLD_MS + 5_000)])
    const asked = request(url, { agent, signal: timeout }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
        if (text.length > MAX_BOARD_BYTES) response.destroy(new Error('The board is too long.'))
      })
      response.once('error', reject)
      response.once('end', () => {
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`The board was answered with ${response.statusCode}.`))
      })
    })
    asked.once('error', reject)
    asked.end()
  })
}
