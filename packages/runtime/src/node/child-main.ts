// Started by startChild, under Node's permission model.
import { serveChild } from './serve-child.ts'

serveChild(new URL('./child-worker.ts', import.meta.url))
