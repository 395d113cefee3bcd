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
import ast, gc, importlib.util, json, sys, warnings
# Nothing is kept of what is compiled.
gc.disable()
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
