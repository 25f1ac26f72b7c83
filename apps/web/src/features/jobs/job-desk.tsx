'use client'

import type { JobClient } from '@network3/sdk/jobs/create-job-client'
import { Button } from '@network3/ui/button'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import type { TransactionFailure } from '../../chain/transactions/transaction-phase.ts'
import { readSentJob } from '../session-keys/key-database.ts'
import type { SessionKey } from '../session-keys/session-key.ts'
import { JobAnswers } from './job-answers.tsx'
import type { DeskJob } from './job-desk-slot.tsx'
import { JobLog } from './job-log.tsx'
import { type Opened, OpenedResult } from './opened-result.tsx'

type JobDeskProps = { job: DeskJob; sessionKey: SessionKey }
type Doing = 'open' | 'log' | 'cancel' | 'accept' | 'dispute'

/** The result opened and checked in this page, its log, and the answer to it. */
export function JobDesk({ job, sessionKey }: JobDeskProps) {
  const config = useChainConfig()
  const router = useRouter()
  const [doing, setDoing] = useState<Doing>()
  const [failure, setFailure] = useState<TransactionFailure>()
  const [opened, setOpened] = useState<Opened>()
  const [log, setLog] = useState<string>()
  const isTried = useRef(false)
  const { jobId, leaseId } = job

  const run = async (what: Doing, act: (client: JobClient) => Promise<unknown>) => {
    setDoing(what)
    setFailure(undefined)
    try {
      const { readSealed } = await import('../session-keys/open-job-client.ts')
      await readSealed(config, { key: sessionKey, leaseId }, act)
    } catch (error) {
      const { failureOf } = await import('../../chain/contract-errors.ts')
      setFailure(failureOf(error))
    } finally {
      setDoing(undefined)
    }
  }
  const open = () =>
    run('open', async (client) => {
      const sent = await readSentJob(jobId).catch(() => undefined)
      const result = await client.open(jobId, sent === undefined ? {} : { sent })
      setOpened({ ...result, wasSentHere: sent !== undefined, exampleValues: sent?.exampleValues })
    })
  const readLog = () =>
    run('log', async (client) => {
      let text = ''
      for await (const piece of client.logs(jobId)) text += piece
      setLog(text)
    })
  const answer = (what: 'cancel' | 'accept' | 'dispute') =>
    run(what, async (client) => {
      await client[what](jobId)
      router.refresh()
    })

  // What was sent from this browser is opened as soon as it is there: that is what its sender waits for.
  useEffect(() => {
    if (!job.hasResult || isTried.current) return
    isTried.current = true
    readSentJob(jobId).then(
      (sent) => {
        if (sent !== undefined) void open()
      },
      () => undefined,
    )
  })

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <FailureNotice failure={failure} />
      {opened !== undefined && <OpenedResult jobId={jobId} opened={opened} />}
      {job.hasResult && opened === undefined && (
        <div className="grid justify-items-start gap-2">
          <Button variant="signal" isBusy={doing === 'open'} onClick={() => void open()}>
            Open the result
          </Button>
          <p className="text-ink-2 text-md">
            It is fetched sealed, opened in this page, and checked: who signed it, for what, and who sealed
            it.
          </p>
        </div>
      )}
      <JobAnswers
        job={job}
        isOpened={opened !== undefined}
        doing={doing}
        onAnswer={(what) => void answer(what)}
      />
      <JobLog text={log} isBusy={doing === 'log'} onRead={() => void readLog()} />
    </div>
  )
}
