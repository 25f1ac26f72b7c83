import { describeRules, describeType, type Field } from './describe-schema.ts'

/** The fields of an object, those inside of others under them. */
export function FieldTree({ fields, label }: { fields: readonly Field[]; label?: string }) {
  return (
    <ul aria-label={label} className="border-line border-t text-md">
      {fields.map(({ name, schema, isRequired, fields: inner }) => (
        <li key={name} className="border-line border-b py-2">
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
            <code className="break-all text-sm">{name}</code>
            <span className="text-ink-2 text-sm">{describeType(schema)}</span>
            {isRequired && <span className="text-ink-3 text-xs">required</span>}
          </p>
          <Rules text={schema.description ?? describeRules(schema)} />
          {inner.length > 0 && (
            <div className="mt-2 border-line border-l pl-4">
              <FieldTree fields={inner} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

function Rules({ text }: { text: string | undefined }) {
  return text === undefined ? null : <p className="break-all text-ink-3 text-sm">{text}</p>
}
