import { CodeBlock } from '@network3/ui/code-block'
import { Disclosure } from '@network3/ui/disclosure'

/** One act three times over: with the SDK, the command line, and plain HTTP. */
export type Recipe = { sdk: string; cli: string; curl: string }

/** The same act for a program. Opens without JavaScript. */
export function SameByProgram({ recipe, className }: { recipe: Recipe; className?: string }) {
  return (
    <Disclosure summary="The same from the SDK, the command line or curl" {...(className && { className })}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 xl:grid-cols-2">
        <CodeBlock title="n3" label="the command" code={recipe.cli} />
        <CodeBlock title="curl" label="the HTTP call" code={recipe.curl} />
        <CodeBlock title="TypeScript" label="the TypeScript" code={recipe.sdk} className="xl:col-span-2" />
      </div>
    </Disclosure>
  )
}
