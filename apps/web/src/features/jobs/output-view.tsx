'use client'

import { Button } from '@network3/ui/button'
import { CodeBlock } from '@network3/ui/code-block'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { decodeLabels } from './example-jobs.ts'
import { readOutput } from './read-output.ts'

type OutputViewProps = { jobId: string; output: Uint8Array; exampleValues: readonly string[] | undefined }

/** What a job gave back, readable where it can be read, and to download. */
export function OutputView({ jobId, output, exampleValues }: OutputViewProps) {
  const read = readOutput(output)
  const labels = exampleValues && read.as === 'tensors' ? decodeLabels(output, exampleValues) : undefined
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {labels !== undefined && exampleValues !== undefined && (
        <DataTable label="What the model takes the values for">
          <thead>
            <tr>
              <HeadCell>Value</HeadCell>
              <HeadCell>Taken for</HeadCell>
            </tr>
          </thead>
          <tbody>
            {exampleValues.map((value, index) => (
              <tr key={value}>
                <Cell className="font-mono text-md">{value}</Cell>
                <Cell className="font-semibold">{labels[index]}</Cell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {read.as === 'nothing' && <p className="text-ink-2">It gave back nothing: zero bytes.</p>}
      {(read.as === 'text' || read.as === 'bytes') && (
        <CodeBlock
          label="the output"
          title={read.isCut ? 'output, its beginning' : 'output'}
          code={read.as === 'text' ? read.text : read.hex}
          className="max-h-80 overflow-y-auto"
        />
      )}
      {read.as === 'tensors' && (
        <DataTable label="Tensors">
          <thead>
            <tr>
              <HeadCell>Tensor</HeadCell>
              <HeadCell>Type</HeadCell>
              <HeadCell isNumber>Shape</HeadCell>
              <HeadCell isNumber>Bytes</HeadCell>
            </tr>
          </thead>
          <tbody>
            {read.tensors.map(({ name, type, dims, data }) => (
              <tr key={name}>
                <Cell className="font-mono text-md">{name}</Cell>
                <Cell className="font-mono text-md">{type}</Cell>
                <Cell isNumber>{dims.join(' × ') || 'scalar'}</Cell>
                <Cell isNumber>{data.length.toLocaleString('en-US')}</Cell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <Button
        size="sm"
        className="justify-self-start"
        onClick={() => download(output, `${jobId}.${read.as === 'tensors' ? 'n3t' : 'bin'}`)}
      >
        Download {output.length.toLocaleString('en-US')} bytes
      </Button>
    </div>
  )
}

function download(output: Uint8Array, name: string): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(output)]))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
