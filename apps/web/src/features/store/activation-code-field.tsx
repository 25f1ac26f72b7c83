'use client'

import { Button } from '@network3/ui/button'
import { controlClass } from '@network3/ui/control-class'
import { Field } from '@network3/ui/field'
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
          <textarea
            {...control}
            rows={4}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            placeholder="N3A1.…"
            value={text}
            onChange={(event) => onText(event.target.value)}
            className={`${controlClass} h-auto resize-y break-all py-2 font-mono text-md`}
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
