#!/bin/sh
# Rents two slots, runs a program or a model on them, prints what comes back, and closes what was rented: with nothing
# but curl, through the sidecar that `n3 serve --max-spend 2` starts.
#
#   sh packages/sdk/examples/curl/rent-and-run.sh model.onnx column.json > scores.json
set -eu
module=$1
input=$2
url=${N3_SERVE_URL:-http://127.0.0.1:4633}
token=$(cat "${N3_SERVE_TOKEN_FILE:-$HOME/.n3/serve.token}")
kind=${module##*.}

# Prints an answer; a refusal (application/problem+json) goes to stderr and ends this script.
call() {
  answer=$(curl -sS --fail-with-body -H "authorization: Bearer $token" "$@") || { echo "$answer" >&2; exit 1; }
  echo "$answer"
}
# The values of a name in JSON, one a line.
values() { grep -o "\"$1\":\"[^\"]*\"" | cut -d '"' -f 4; }

want="{\"slots\":2,\"minutes\":2,\"budget\":\"2\",\"runs\":\"$kind\"}"
rented=$(call -H 'content-type: application/json' -d "$want" "$url/leases")
leases=$(echo "$rented" | values leaseId)
lease=$(echo "$leases" | head -n 1)
echo "rented: lease $lease" >&2

sent=$(call -F "lease=$lease" -F "kind=$kind" -F "module=@$module" -F "input=@$input" "$url/jobs")
job=$(echo "$sent" | values jobId)
echo "sent: $job" >&2

state=queued
while [ "$state" = queued ] || [ "$state" = assigned ] || [ "$state" = running ]; do
  shown=$(call "$url/jobs/$job?wait=30")
  state=$(echo "$shown" | values state | head -n 1)
  echo "$state" >&2
done
# Opened and checked. A model's output as JSON, a program's as it is: not through a variable, which holds no zero bytes.
curl -sS --fail-with-body -H "authorization: Bearer $token" -H 'accept: application/json' "$url/jobs/$job/result"
call -X POST "$url/jobs/$job/accept" > /dev/null
for each in $leases; do call -X POST "$url/leases/$each/close" > /dev/null; done
