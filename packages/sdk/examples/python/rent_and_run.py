"""Rents two slots, runs a program or a model on them, prints what comes back, and closes what was rented: with nothing
but the standard library, through the sidecar that `n3 serve --max-spend 2` starts.

    python3 packages/sdk/examples/python/rent_and_run.py model.onnx column.json > scores.json
"""

import base64
import json
import os
import pathlib
import sys
import urllib.error
import urllib.request

URL = os.environ.get("N3_SERVE_URL", "http://127.0.0.1:4633")
TOKEN_FILE = os.environ.get("N3_SERVE_TOKEN_FILE", pathlib.Path.home() / ".n3" / "serve.token")
TOKEN = pathlib.Path(TOKEN_FILE).read_text()


def call(method, path, body=None, **headers):
    request = urllib.request.Request(URL + path, method=method)
    request.add_header("authorization", f"Bearer {TOKEN}")
    for name, value in headers.items():
        request.add_header(name, value)
    if body is not None:
        request.add_header("content-type", "application/json")
        request.data = json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return response.read()
    except urllib.error.HTTPError as error:
        problem = json.loads(error.read())
        sys.exit(f"{problem['code']}: {problem['detail']} {problem.get('nextStep', '')}")


def main(module, input_path):
    kind = pathlib.Path(module).suffix[1:]
    want = {"slots": 2, "minutes": 2, "budget": "2", "runs": kind}
    rented = json.loads(call("POST", "/leases", want))
    lease = rented["leases"][0]["leaseId"]
    print(f"rented: lease {lease}", file=sys.stderr)

    job = {"lease": lease, "kind": kind, "module": encoded(module)}
    if input_path.endswith(".json"):
        job["tensors"] = json.loads(pathlib.Path(input_path).read_text())["tensors"]
    else:
        job["input"] = encoded(input_path)
    job_id = json.loads(call("POST", "/jobs", job))["jobId"]

    state = "queued"
    while state in ("queued", "assigned", "running"):
        shown = json.loads(call("GET", f"/jobs/{job_id}?wait=30"))
        state = shown["state"]
        print(shown["reason"]["sentence"], file=sys.stderr)
    result = call("GET", f"/jobs/{job_id}/result", accept="application/json")
    call("POST", f"/jobs/{job_id}/accept")
    for each in rented["leases"]:
        call("POST", f"/leases/{each['leaseId']}/close")
    sys.stdout.buffer.write(result)


def encoded(path):
    return base64.b64encode(pathlib.Path(path).read_bytes()).decode()


if __name__ == "__main__":
    main(*sys.argv[1:3])
