/**
 * A Python program that imports each module named on its command line alone, in a fresh interpreter, and prints one
 * JSON object per module: {"module", "error", "file", "line"}. The first argument is a JSON list of folders to import
 * from. Modules that print while they are imported do not disturb it: the result stands behind a marker.
 */
export const IMPORT_PROBE = `
import concurrent.futures, json, os, subprocess, sys

CHILD = r'''
import importlib, json, os, sys, traceback
roots, name = json.loads(sys.argv[1]), sys.argv[2]
sys.path[:0] = [os.path.join(os.getcwd(), root) for root in roots]
result = {"module": name, "error": None, "file": None, "line": 0}
try:
    importlib.import_module(name)
except BaseException as error:
    text = "".join(traceback.format_exception_only(type(error), error)).strip()
    result["error"] = text.splitlines()[-1] if text else type(error).__name__
    here = os.getcwd() + os.sep
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(here):
            result["file"], result["line"] = frame.filename, frame.lineno or 0
sys.__stdout__.write("\\n\\x1e" + json.dumps(result) + "\\n")
sys.__stdout__.flush()
os._exit(0)
'''

def probe(name):
    lost = {"module": name, "error": None, "file": None, "line": 0}
    command = [sys.executable, "-B", "-c", CHILD, sys.argv[1], name]
    try:
        child = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return {**lost, "error": "the import did not finish in 120 s"}
    said = child.stdout.decode("utf-8", "replace").rpartition("\\x1e")
    if said[1]:
        return json.loads(said[2].splitlines()[0])
    return {**lost, "error": "the interpreter ended with exit code %d" % child.returncode}

with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
    for result in pool.map(probe, sys.argv[2:]):
        print(json.dumps(result), flush=True)
`;
