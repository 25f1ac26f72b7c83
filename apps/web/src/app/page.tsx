export default function OverviewPage() {
  return <h1 className="pt-11 text-3xl">Network3</h1>
}
