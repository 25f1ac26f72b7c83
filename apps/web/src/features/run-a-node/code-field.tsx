'use client'

import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { Input } from '@network3/ui/input'
import { useState } from 'react'
import { ScanCode } from '../store/scan-code.tsx'

type CodeFieldProps = {
  text: string
  isBusy: boolean
  error: { message: string } | undefined
  onText: (text: string) => void
}

/** The code of an agent: typed, or read from its QR code, which holds a link to this page. */
export function CodeField({ text, isBusy, error, onText }: CodeFieldProps) {
  const [isScanning, setScanning] = useState(false)
  return (
    <>
      <Field
        label="Pairing code"
        hint={isBusy ? 'Looking for the node…' : 'Eight letters and digits; case and dash do not matter.'}
        error={error?.message}
        className="max-w-[320px]"
      >
        {(control) => (
          <Input
            {...control}
            isMono
            name="code"
            placeholder="XXXX-XXXX"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={16}
            value={text}
            onChange={(event) => onText(event.target.value)}
          />
        )}
      </Field>
      {isScanning ? (
        <ScanCode
          what="the code the agent shows"
          onText={(found) => {
            onText(found.slice(found.lastIndexOf('#') + 1))
            setScanning(false)
          }}
          onClose={() => setScanning(false)}
        />
      ) : (
        <Button size="sm" className="justify-self-start" onClick={() => setScanning(true)}>
          Scan with the camera
        </Button>
      )}
    </>
  )
}
