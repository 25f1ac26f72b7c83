'use client'

import { Button } from '@network3/ui/button'
import { Disclosure } from '@network3/ui/disclosure'
import { Field } from '@network3/ui/field'
import { Textarea } from '@network3/ui/textarea'
import { useState } from 'react'
import { type CommitmentTexts, readPackingList } from './read-commitments.ts'

type PackingListProps = {
  /** The devices on this page: others cannot be filled in here. */
  tokenIds: readonly string[]
  onTexts: (texts: CommitmentTexts) => void
}

/** Many commitments at once: the packing list of a crate, pasted. */
export function PackingList({ tokenIds, onTexts }: PackingListProps) {
  const [text, setText] = useState('')
  const { texts, unread } = readPackingList(text)
  const here = Object.fromEntries(Object.entries(texts).filter(([tokenId]) => tokenIds.includes(tokenId)))
  const count = Object.keys(here).length
  const elsewhere = Object.keys(texts).length - count
  return (
    <Disclosure summary="Paste a packing list" className="mt-5">
      <div className="grid max-w-[720px] justify-items-start gap-3">
        <Field
          className="w-full"
          label="One device a line: its number, then its key commitment"
          error={
            unread > 0 ? `${unread} ${unread === 1 ? 'line is' : 'lines are'} not of this form.` : undefined
          }
          hint={elsewhere > 0 ? `${elsewhere} of them are not on this page.` : 'Nothing is sent by this.'}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={5}
              placeholder={'12 0x…\n13 0x…'}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Button
          size="sm"
          disabledReason={count === 0 ? 'The list names no device of this page.' : undefined}
          onClick={() => {
            onTexts(here)
            setText('')
          }}
        >
          {count === 0 ? 'Fill in' : `Fill in ${count}`}
        </Button>
      </div>
    </Disclosure>
  )
}
