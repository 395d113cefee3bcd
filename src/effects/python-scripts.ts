/** Prints where the interpreter is and which one. */
export const WHICH_PYTHON = `
import json, sys
print(json.dumps({"path": sys.executable, "version": list(sys.version_info[:3])}))
`;

/**
 * Reads a line of JSON (mode, and path and length of each file) and then the files' bytes; prints the syntax errors.
 * Columns are turned into UTF-16 units, as everywhere in this product.
 */
export const PARSE_FILES = `
import ast, importlib.util, json, sys, warnings
warnings.simplefilter("ignore")
stdin = sys.stdin.buffer
order = json.loads(stdin.readline())
flags = 0 if order["compile"] else ast.PyCF_ONLY_AST
problems = []

def column(error):
    offset = error.offset or 1
    text = error.text
    if not isinstance(text, str):
        return max(offset, 1)
    return len(text[:max(offset, 1) - 1].encode("utf-16-le", "surrogatepass")) // 2 + 1

def check(source, name):
    compile(source, name, "exec", flags=flags, dont_inherit=True)

def located(error, source, name):
    # For bytes, Python 3.9 to 3.12 count some columns in bytes; for text, they count them in characters.
    try:
        check(importlib.util.decode_source(source), name)
    except SyntaxError as better:
        return better
    except (ValueError, LookupError):
        pass
    return error

for name, length in order["files"]:
    source = stdin.read(length)
    try:
        check(source, name)
    except SyntaxError as error:
        error = error if source.isascii() else located(error, source, name)
        problems.append([name, error.lineno or 1, column(error), error.msg or "invalid syntax"])
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        problems.append([name, 1, 1, str(error) or type(error).__name__])
json.dump(problems, sys.stdout)
`;

/**
 * Imports each module alone: a bare parent forks one child per module, some at a time, and prints a line of JSON for
 * each. Without fork, or to be run as that child (\`--one\`), it starts fresh interpreters.
 */
export const IMPORT_MODULES = `
import importlib, json, os, selectors, signal, subprocess, sys, time

def describe(error):
    import traceback
    text = "".join(traceback.format_exception_only(type(error), error)).strip()
    frames = [f for f in traceback.extract_tb(error.__traceback__)
              if not f.filename.startswith("<") and f.filename != importlib.__file__]
    inner = frames[-1] if frames else None
    return {"error": text, "file": inner and inner.filename, "line": inner and inner.lineno}

def attempt(name):
    try:
        importlib.import_module(name)
        return {"ok": True}
    except BaseException as error:
        return {"ok": False, **describe(error)}

def silence():
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)

def send(descriptor, result):
    data = json.dumps(result).encode() + b"\\n"
    while data:
        data = data[os.write(descriptor, data):]

def start(name):
    reader, writer = os.pipe()
    if hasattr(os, "fork"):
        pid = os.fork()
        if pid == 0:
            try:
                os.close(reader)
                silence()
                send(writer, attempt(name))
            finally:
                os._exit(0)
        wait = lambda: os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    else:
        os.set_inheritable(writer, True)
        child = subprocess.Popen([sys.executable, "-c", order["script"], "--one", name, str(writer),
                                  json.dumps(order["path"])], pass_fds=[writer],
                                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        pid, wait = child.pid, child.wait
    os.close(writer)
    return reader, pid, wait

def main():
    pending = list(reversed(order["modules"]))
    active = {}
    selector = selectors.DefaultSelector()

    def finish(reader, late=False):
        name, pid, wait, chunks, _ = active.pop(reader)
        selector.unregister(reader)
        os.close(reader)
        if late:
            os.kill(pid, signal.SIGKILL)
        code = wait()
        text = b"".join(chunks)
        if late:
            result = {"ok": False, "error": "the import did not end within %g seconds" % order["timeout"]}
        elif text:
            result = json.loads(text)
        else:
            result = {"ok": False, "error": "the interpreter ended with code %s during the import" % code}
        print(json.dumps({"module": name, **result}), flush=True)

    while pending or active:
        while pending and len(active) < order["jobs"]:
            name = pending.pop()
            reader, pid, wait = start(name)
            active[reader] = (name, pid, wait, [], time.monotonic() + order["timeout"])
            selector.register(reader, selectors.EVENT_READ)
        nearest = min(entry[4] for entry in active.values())
        for key, _ in selector.select(max(0.0, nearest - time.monotonic())):
            chunk = os.read(key.fd, 65536)
            active[key.fd][3].append(chunk)
            # What the import has started may keep the pipe open; the end of the line is the end.
            if not chunk or chunk.endswith(b"\\n"):
                finish(key.fd)
        for reader in [r for r, entry in active.items() if entry[4] <= time.monotonic()]:
            finish(reader, late=True)

if len(sys.argv) > 1 and sys.argv[1] == "--one":
    _, _, name, writer, path = sys.argv
    sys.argv = [""]
    sys.path[:] = json.loads(path) + [entry for entry in sys.path if entry]
    send(int(writer), attempt(name))
    os._exit(0)
order = json.loads(sys.stdin.buffer.readline())
sys.argv = [""]
# The empty entry is the current folder, which stands in the order where it belongs.
sys.path[:] = order["path"] + [entry for entry in sys.path if entry]
main()
`;
