import { Badge } from '@network3/ui/badge'
import { CodeBlock } from '@network3/ui/code-block'
import { Disclosure } from '@network3/ui/disclosure'
import { type Field, fieldsOf } from './describe-schema.ts'
import { FieldTree } from './field-tree.tsx'
import { Method } from './method.tsx'
import type { Operation } from './read-reference.ts'
import { sameBy } from './same-by.ts'
import { writeCurl } from './write-curl.ts'

/** One operation: what it does, who may, what it takes and gives, and the call to paste. */
export function OperationEntry({ operation }: { operation: Operation }) {
  const { id, method, path, summary, description, parameters, body, answer, isStream, procedure } = operation
  const { sdk, cli } = sameBy[procedure ?? ''] ?? {}
  const asked: Field[] = parameters.map(({ name, schema, required, description }) => ({
    ...{ name, isRequired: required, fields: fieldsOf(schema) },
    schema: description === undefined ? schema : { ...schema, description },
  }))
  const sent = body === undefined ? [] : fieldsOf(body)
  const answered = fieldsOf(answer)
  return (
    <article
      id={id}
      aria-labelledby={`${id}-title`}
      className="scroll-mt-6 border-line-strong border-t pt-5 pb-9"
    >
      <h2 id={`${id}-title`} className="text-lg">
        <a href={`#${id}`} className="hover:underline">
          {summary}
        </a>
      </h2>
      <p className="mt-2 flex flex-wrap items-baseline gap-x-3 gap-y-1.5">
        <Method method={method} />
        <code className="break-all">/api/v1{path}</code>
        {operation.needsKey && <Badge tone="warn">key</Badge>}
        {isStream && <Badge>stream</Badge>}
      </p>
      <p className="mt-2 text-ink-2 text-md">
        {description}
        {procedure !== undefined && (
          <>
            {' '}
            In tRPC: <code className="text-sm">{procedure}</code>.
          </>
        )}
      </p>
      <div className="mt-5 grid grid-cols-[minmax(0,1fr)] items-start gap-x-12 gap-y-6 xl:grid-cols-2">
        <div className="grid gap-5">
          <Fields title="Path, query and headers" fields={asked} />
          <Fields title="Body (JSON)" fields={sent} />
          {asked.length + sent.length === 0 && <p className="text-ink-3 text-md">It takes nothing.</p>}
          {answered.length > 0 && (
            <Disclosure summary={isStream ? 'What each event holds' : 'What it answers'}>
              <FieldTree fields={answered} label={`Answer of ${id}`} />
            </Disclosure>
          )}
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <CodeBlock title="curl" label={`curl: ${id}`} code={writeCurl(operation)} />
          {cli !== undefined && <CodeBlock title="n3" label={`command: ${id}`} code={cli} />}
          {sdk !== undefined && <CodeBlock title="TypeScript" label={`TypeScript: ${id}`} code={sdk} />}
        </div>
      </div>
    </article>
  )
}

function Fields({ title, fields }: { title: string; fields: readonly Field[] }) {
  if (fields.length === 0) return null
  return (
    <section>
      <h3 className="mb-2 font-medium text-ink-2 text-sm">{title}</h3>
      <FieldTree fields={fields} label={title} />
    </section>
  )
}
