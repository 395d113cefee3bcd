/**
 * A Python program that imports each module named on its command line alone and prints one JSON object per module:
 * {"module", "error", "file", "line"}. The first argument is a JSON list of folders to import from.
 *
 * Each module is imported in a process of its own that has imported nothing of the repository before. What the
 * repository takes from elsewhere is loaded once, in the process that the others are forked from: it is the same for
 * every module, and loading it hundreds of times would cost minutes. A process that ends without a word is started once
 * more: on a machine that is short of something, that need not be the module's doing.
 */
export const IMPORT_PROBE = `
import importlib, json, os, select, shutil, signal, subprocess, sys, tempfile, time, traceback

ROOTS, NAMES = json.loads(sys.argv[1]), sys.argv[2:]
HERE = os.getcwd() + os.sep
PATHS = [os.path.join(os.getcwd(), root) for root in ROOTS]
LIMIT = 120
# Bytecode is shared among the processes, and none of it is left in the repository.
CACHE = tempfile.mkdtemp()
sys.dont_write_bytecode, sys.pycache_prefix = False, CACHE

SCOUT = r'''
import importlib, json, os, sys
here, paths, names = json.loads(sys.stdin.read())
sys.path[:0] = paths
for name in names:
    try:
        importlib.import_module(name)
    except BaseException:
        pass
found = []
for name, module in list(sys.modules.items()):
    file = getattr(module, "__file__", None)
    if isinstance(file, str) and (not file.startswith(here) or "site-packages" in file) and name != "__main__":
        found.append(name)
sys.__stdout__.write("\\n\\x1e" + json.dumps(found) + "\\n")
sys.__stdout__.flush()
os._exit(0)
'''

def foreign():
    command = [sys.executable, "-X", "pycache_prefix=" + CACHE, "-c", SCOUT]
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    given = json.dumps([HERE, PATHS, NAMES]).encode()
    try:
        said = subprocess.run(command, input=given, capture_output=True, timeout=600, env=clean).stdout
        return json.loads(said.decode("utf-8", "replace").rpartition("\\x1e")[2])
    except (subprocess.TimeoutExpired, ValueError):
        return []

def silence():
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)

def attempt(name):
    result = {"module": name, "error": None, "file": None, "line": 0}
    sys.path[:0] = PATHS
    sys.argv[:] = [""]
    try:
        importlib.import_module(name)
    except BaseException as error:
        text = "".join(traceback.format_exception_only(type(error), error)).strip()
        result["error"] = text.splitlines()[-1] if text else type(error).__name__
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.startswith(HERE):
                result["file"], result["line"] = frame.filename, frame.lineno or 0
    return result

def start(name):
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        os.setpgid(0, 0)
        silence()
        with os.fdopen(writer, "wb") as out:
            out.write(json.dumps(attempt(name)).encode())
        os._exit(0)
    os.close(writer)
    return reader, [name, pid, time.monotonic(), b""]

def finish(name, pid, said, late):
    if late:
        os.killpg(pid, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if said and not late:
        return said.decode()
    if not late and name not in again:
        again.add(name)
        waiting.append(name)
        return None
    why = "the import did not finish in %d s" % LIMIT if late else "the interpreter ended with exit code %d" % code
    return json.dumps({"module": name, "error": why, "file": None, "line": 0})

kept = os.dup(1)
null = os.open(os.devnull, os.O_RDWR)
loaded = foreign()
os.dup2(null, 1)
for name in loaded:
    try:
        importlib.import_module(name)
    except BaseException:
        pass
os.dup2(kept, 1)

waiting, running, results, again = list(NAMES), {}, {}, set()
while waiting or running:
    while waiting and len(running) < (os.cpu_count() or 1):
        reader, job = start(waiting.pop(0))
        running[reader] = job
    ready = select.select(list(running), [], [], 1)[0]
    for reader in list(running):
        name, pid, since, said = running[reader]
        late = time.monotonic() - since > LIMIT
        piece = os.read(reader, 65536) if reader in ready else b""
        running[reader][3] = said + piece
        if late or (reader in ready and not piece):
            os.close(reader)
            results[name] = finish(name, pid, running.pop(reader)[3], late)
shutil.rmtree(CACHE, ignore_errors=True)
for name in NAMES:
    print(results[name], flush=True)
`;
