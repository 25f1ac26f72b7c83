import { CodeBlock } from '@network3/ui/code-block'
import { SectionHead } from '@network3/ui/section-head'
import { NumberedStep } from '../store/numbered-step.tsx'

type QuickStartProps = { siteUrl: string; isLocal: boolean }

/** From nothing to an opened result, three times over. */
export function QuickStart({ siteUrl, isLocal }: QuickStartProps) {
  const faucet = isLocal ? ' --faucet' : ''
  return (
    <section aria-labelledby="quick-start">
      <SectionHead id="quick-start" title="Quick start" note="about three minutes" />
      <ol className="grid w-full gap-8 border-line-strong border-t pt-5">
        <NumberedStep number={1} title="Have n3 and the SDK">
          <p className="text-ink-2 text-md">
            Both come with the source: in its folder, <code>n3</code> is <code>npm run -s n3 --</code>. Node
            20 or newer is all it needs.
          </p>
          <CodeBlock
            label="the set-up"
            title="shell"
            code={[
              "alias n3='npm run -s n3 --'",
              `export N3_URL=${siteUrl} N3_PASSPHRASE='a passphrase of yours'`,
              `n3 wallet create${faucet}`,
            ].join('\n')}
          />
        </NumberedStep>
        <NumberedStep number={2} title="With the command line: rent and run a model">
          <CodeBlock
            label="the commands"
            title="n3"
            code={[
              "n3 offers 'kind = compute and verified = true order by price'",
              'n3 rent --slots 2 --minutes 2 --runs onnx --budget 2',
              'npm run -s column -- encode ada@example.org 192.0.2.7 > column.json',
              'n3 run packages/models/n3-pii/model.onnx --input column.json --output scores.json',
              'npm run -s column -- decode scores.json',
            ].join('\n')}
          />
          <p className="text-ink-2 text-md">
            <code>n3 run</code> takes a lease you have, or rents: it says what that costs and asks, unless{' '}
            <code className="whitespace-nowrap">--yes</code> or{' '}
            <code className="whitespace-nowrap">--budget</code> said it.{' '}
            <code className="whitespace-nowrap">--explain</code> prints each HTTP call as curl,{' '}
            <code className="whitespace-nowrap">--json</code> prints JSON, and <code>n3 why</code> tells why
            anything is as it is.
          </p>
        </NumberedStep>
        <NumberedStep number={3} title="The same from TypeScript, in Node or in a page">
          <CodeBlock
            label="the TypeScript"
            title="TypeScript"
            code={[
              "import { createRenter } from '@network3/sdk/create-renter'",
              "import { privateKeyToAccount } from 'viem/accounts'",
              '',
              'const account = privateKeyToAccount(privateKey)',
              `const renter = createRenter({ siteUrl: '${siteUrl}', account })`,
              "const quote = await renter.quoteFor('onnx', { spec: { slots: 2 }, want: { units: 240n } })",
              'const { leases } = await renter.rent(quote)',
              '',
              'const jobs = await renter.jobs(BigInt(leases[0].leaseId))',
              "const { jobId } = await jobs.submit({ kind: 'onnx', module: model, input })",
              'await jobs.wait(jobId)',
              'const { output, receipt } = await jobs.open(jobId)',
              'await jobs.accept(jobId)',
            ].join('\n')}
          />
        </NumberedStep>
        <NumberedStep number={4} title="The same from anything that speaks HTTP">
          <p className="text-ink-2 text-md">
            <code>n3 serve</code> listens on this machine alone. It seals, opens and signs, so that curl and a
            language with nothing but its standard library do whole jobs.
          </p>
          <CodeBlock
            label="the calls"
            title="curl"
            code={[
              'n3 serve --max-spend 2 &',
              'S=http://127.0.0.1:4633; A="authorization: Bearer $(cat ~/.n3/serve.token)"',
              `curl -H "$A" -H 'content-type: application/json' $S/leases \\`,
              `  -d '{"slots":2,"minutes":2,"budget":"2","runs":"onnx"}'`,
              'curl -H "$A" $S/jobs -F lease=$LEASE -F kind=onnx \\',
              '  -F module=@packages/models/n3-pii/model.onnx -F input=@column.json',
              'curl -H "$A" "$S/jobs/$JOB?wait=30"',
              'curl -H "$A" -H "accept: application/json" $S/jobs/$JOB/result',
              'curl -H "$A" -X POST $S/jobs/$JOB/accept',
            ].join('\n')}
          />
        </NumberedStep>
      </ol>
    </section>
  )
}
