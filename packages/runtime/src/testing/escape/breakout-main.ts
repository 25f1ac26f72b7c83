// The sandbox process as it is, but for a worker that is hostile from the start.
import { serveChild } from '../../node/serve-child.ts'

serveChild(new URL('./breakout-worker.ts', import.meta.url))
