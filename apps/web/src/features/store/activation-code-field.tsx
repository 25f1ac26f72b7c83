'use client'

import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { Textarea } from '@network3/ui/textarea'
import { useState } from 'react'
import { ScanCode } from './scan-code.tsx'

type ActivationCodeFieldProps = {
  text: string
  problem: string | undefined
  onText: (text: string) => void
}

/** The code of a device: pasted, typed, or read with the camera. */
export function ActivationCodeField({ text, problem, onText }: ActivationCodeFieldProps) {
  const [isScanning, setScanning] = useState(false)
  return (
    <>
      <Field
        label="Activation code"
        hint="Paste it: it begins with N3A1. and has 325 characters; spaces and line breaks do not matter."
        error={problem}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={4}
            placeholder="N3A1.…"
            value={text}
            onChange={(event) => onText(event.target.value)}
            className="break-all"
          />
        )}
      </Field>
      {isScanning ? (
        <ScanCode
          what="the code on the device"
          onText={(found) => {
            onText(found)
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
