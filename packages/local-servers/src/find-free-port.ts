import { createServer } from 'node:net'

/**
 * A TCP port that nobody listens on, on any local address.
 *
 * @param preferred taken when it is free and not in `except`; otherwise the system chooses.
 * @param except ports promised to somebody who has not opened them yet.
 */
export async function findFreePort(preferred?: number, except: readonly number[] = []): Promise<number> {
  if (preferred !== undefined && !except.includes(preferred) && (await isPortFree(preferred)))
    return preferred
  for (;;) {
    const port = await listenOnce(0, '127.0.0.1')
    if (!except.includes(port) && (await isPortFree(port))) return port
  }
}

/** Whether both a loopback and an any-address listener could open `port`: servers differ in which they take. */
async function isPortFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    try {
      await listenOnce(port, host)
    } catch (error) {
      // A machine without IPv6 cannot have it taken either.
      if (error instanceof Error && 'code' in error && error.code === 'EADDRNOTAVAIL') continue
      if (error instanceof Error && 'code' in error && error.code === 'EAFNOSUPPORT') continue
      return false
    }
  }
  return true
}

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      const opened = typeof address === 'object' && address !== null ? address.port : port
      server.close(() => resolve(opened))
    })
  })
}
