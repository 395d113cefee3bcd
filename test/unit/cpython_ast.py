"""Dumps CPython's syntax tree of files, to be compared with ours line by line.

Reads file names from standard input, one a line. Writes one JSON line a file: `{"file", "tree"}` or
`{"file", "error"}`; a file that is not UTF-8 is left out. A tree is one line a node, in source order:
depth, kind, start and end as UTF-16 offsets ("-" where CPython keeps none), then names and counts. The
kinds and their children are those of `src/python/ast.ts`; `tree-dump.ts` writes the same for our trees.
"""

import ast
import json
import re
import sys
import threading
import warnings

# Before 3.12 the places of nodes inside f-strings are wrong.
FSTRING_INSIDES = sys.version_info >= (3, 12)

OPERATORS = {
    'Add': '+', 'Sub': '-', 'Mult': '*', 'MatMult': '@', 'Div': '/', 'Mod': '%', 'Pow': '**',
    'LShift': '<<', 'RShift': '>>', 'BitOr': '|', 'BitXor': '^', 'BitAnd': '&', 'FloorDiv': '//',
    'Invert': '~', 'Not': 'not', 'UAdd': '+', 'USub': '-', 'And': 'and', 'Or': 'or',
    'Eq': '==', 'NotEq': '!=', 'Lt': '<', 'LtE': '<=', 'Gt': '>', 'GtE': '>=',
    'Is': 'is', 'IsNot': 'is not', 'In': 'in', 'NotIn': 'not in',
}  # fmt: skip


def op(node):
    return OPERATORS[type(node).__name__]


def ctx(node):
    return type(node.ctx).__name__


def place(node):
    return node.lineno, node.col_offset


def some(*nodes):
    return [node for node in nodes if node is not None]


def flag(value):
    return '-' if value is None else '+'


def parameters(args):
    """Signature counts, and parameters with their defaults in source order."""
    positional = [*args.posonlyargs, *args.args]
    required = len(positional) - len(args.defaults)
    children = []
    for i, arg in enumerate(positional):
        children.append(arg)
        if i >= required:
            children.append(args.defaults[i - required])
    children += some(args.vararg)
    for arg, value in zip(args.kwonlyargs, args.kw_defaults):
        children += some(arg, value)
    children += some(args.kwarg)
    mask = ''.join(map(flag, args.kw_defaults))
    counts = f'{len(args.posonlyargs)}/{len(args.args)}/{len(args.defaults)}'
    return f'{counts}{flag(args.vararg)}{mask}{flag(args.kwarg)}', children


def replacements(values):
    """The expressions of an f-string, those of format specs included."""
    found = []
    for value in values:
        if isinstance(value, ast.Constant):
            continue
        found.append(value.value)
        if value.format_spec is not None:
            found += replacements(value.format_spec.values)
    return found


def function(node):
    signature, children = parameters(node.args)
    type_params = getattr(node, 'type_params', [])
    extra = [node.name, len(node.decorator_list), len(type_params), signature, flag(node.returns), len(node.body)]
    return extra, [*node.decorator_list, *type_params, *children, *some(node.returns), *node.body]


def describe(node, segment):
    """Kind, names and counts, and children of a node."""
    kind = type(node).__name__
    match node:
        case ast.Name():
            return kind, [node.id, ctx(node)], []
        case ast.Attribute():
            return kind, [node.attr, ctx(node)], [node.value]
        case ast.Constant(value=str() | bytes()):
            text = segment(node)
            # Without escapes the value is as long as the contents of its literals.
            plain = len(node.value) if '\\' not in text and text.isascii() and '\r' not in text else -1
            return 'Str', [str(isinstance(node.value, bytes)), plain], []
        case ast.Constant():
            return kind, [], []
        case ast.Call():
            children = sorted([*node.args, *node.keywords], key=place)
            return kind, [len(node.args), len(node.keywords)], [node.func, *children]
        case ast.keyword():
            return kind, [node.arg or '**'], [node.value]
        case ast.Subscript():
            return kind, [ctx(node)], [node.value, node.slice]
        case ast.Tuple() | ast.List():
            return kind, [ctx(node), len(node.elts)], node.elts
        case ast.Set():
            return kind, ['Load', len(node.elts)], node.elts
        case ast.Expr() | ast.Await() | ast.YieldFrom():
            return kind, [], [node.value]
        case ast.Return() | ast.Yield():
            return kind, [], some(node.value)
        case ast.Starred():
            return kind, [ctx(node)], [node.value]
        case ast.Dict():
            pairs = zip(node.keys, node.values)
            return kind, [''.join(map(flag, node.keys))], [child for pair in pairs for child in some(*pair)]
        case ast.BinOp():
            return kind, [op(node.op)], [node.left, node.right]
        case ast.UnaryOp():
            return kind, [op(node.op)], [node.operand]
        case ast.BoolOp():
            return kind, [op(node.op)], node.values
        case ast.Compare():
            return kind, [','.join(map(op, node.ops))], [node.left, *node.comparators]
        case ast.IfExp():
            return kind, [], [node.body, node.test, node.orelse]
        case ast.Lambda():
            signature, children = parameters(node.args)
            return kind, [signature], [*children, node.body]
        case ast.NamedExpr():
            return kind, [], [node.target, node.value]
        case ast.Slice():
            parts = [node.lower, node.upper, node.step]
            return kind, [''.join(map(flag, parts))], some(*parts)
        case ast.JoinedStr():
            values = replacements(node.values) if FSTRING_INSIDES else []
            return 'JoinedStr', [len(values)], values
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            return kind, [len(node.generators)], [node.elt, *node.generators]
        case ast.DictComp():
            return kind, [len(node.generators)], [node.key, node.value, *node.generators]
        case ast.comprehension():
            return kind, [node.is_async, len(node.ifs)], [node.target, node.iter, *node.ifs]
        case ast.arg():
            return kind, [node.arg], some(node.annotation)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return kind, *function(node)
        case ast.ClassDef():
            type_params = getattr(node, 'type_params', [])
            bases = sorted([*node.bases, *node.keywords], key=place)
            extra = [node.name, len(node.decorator_list), len(type_params), len(node.bases), len(node.body)]
            return kind, extra, [*node.decorator_list, *type_params, *bases, *node.body]
        case ast.Delete():
            return kind, [len(node.targets)], node.targets
        case ast.Assign():
            return kind, [len(node.targets)], [*node.targets, node.value]
        case ast.AugAssign():
            return kind, [op(node.op)], [node.target, node.value]
        case ast.AnnAssign():
            return kind, [flag(node.value)], [node.target, node.annotation, *some(node.value)]
        case ast.For() | ast.AsyncFor():
            extra = [len(node.body), len(node.orelse)]
            return kind, extra, [node.target, node.iter, *node.body, *node.orelse]
        case ast.While() | ast.If():
            return kind, [len(node.body), len(node.orelse)], [node.test, *node.body, *node.orelse]
        case ast.With() | ast.AsyncWith():
            return kind, [len(node.items), len(node.body)], [*node.items, *node.body]
        case ast.withitem():
            return kind, [flag(node.optional_vars)], some(node.context_expr, node.optional_vars)
        case ast.Raise():
            return kind, [flag(node.cause)], some(node.exc, node.cause)
        case ast.ExceptHandler():
            return kind, [node.name or '-', flag(node.type)], [*some(node.type), *node.body]
        case ast.Assert():
            return kind, [], some(node.test, node.msg)
        case ast.alias():
            return kind, [node.name, node.asname or '-'], []
        case ast.Import():
            return kind, [], node.names
        case ast.ImportFrom():
            return kind, ['.' * node.level + (node.module or '')], node.names
        case ast.Global() | ast.Nonlocal():
            return kind, node.names, []
        case ast.Pass() | ast.Break() | ast.Continue():
            return kind, [], []
        case ast.Match():
            return kind, [len(node.cases)], [node.subject, *node.cases]
        case ast.match_case():
            return kind, [flag(node.guard), len(node.body)], [node.pattern, *some(node.guard), *node.body]
        case ast.MatchValue():
            return kind, [], [node.value]
        case ast.MatchSingleton():
            return 'MatchValue', [], [ast.copy_location(ast.Constant(node.value), node)]
        case ast.MatchSequence() | ast.MatchOr():
            return kind, [len(node.patterns)], node.patterns
        case ast.MatchMapping():
            pairs = zip(node.keys, node.patterns)
            return kind, [node.rest or '-'], [child for pair in pairs for child in pair]
        case ast.MatchClass():
            extra = [len(node.patterns), *node.kwd_attrs]
            return kind, extra, [node.cls, *node.patterns, *node.kwd_patterns]
        case ast.MatchStar():
            return kind, [node.name or '-'], []
        case ast.MatchAs():
            return kind, [node.name or '-'], some(node.pattern)
    # What older interpreters do not know of.
    match kind:
        case 'TryStar' | 'Try':
            extra = [len(node.body), len(node.handlers), len(node.orelse), len(node.finalbody)]
            return kind, extra, [*node.body, *node.handlers, *node.orelse, *node.finalbody]
        case 'TemplateStr':
            values = replacements(node.values)
            return 'JoinedStr', [len(values)], values
        case 'TypeAlias':
            return kind, [len(node.type_params)], [node.name, *node.type_params, node.value]
        case 'TypeVar' | 'TypeVarTuple' | 'ParamSpec':
            bound, default = getattr(node, 'bound', None), getattr(node, 'default_value', None)
            return kind, [node.name, flag(bound), flag(default)], some(bound, default)
    raise NotImplementedError(kind)


class Places:
    """Turns CPython's lines and UTF-8 columns into UTF-16 offsets."""

    def __init__(self, source, base):
        self.lines = re.findall(r'[^\r\n]*(?:\r\n|\r|\n|\Z)', source)
        self.starts = [base]
        for line in self.lines:
            self.starts.append(self.starts[-1] + (len(line) if line.isascii() else units(line)))
        self.ascii = [line.isascii() for line in self.lines]

    def offset(self, lineno, column):
        if self.ascii[lineno - 1]:
            return self.starts[lineno - 1] + column
        return self.starts[lineno - 1] + units(self.lines[lineno - 1].encode()[:column].decode())


def units(text):
    return len(text.encode('utf-16-le')) // 2


def dump(source):
    base = 1 if source.startswith('\ufeff') else 0
    source = source[base:]
    places = Places(source, base)
    # Offsets are code points only where every character is one unit; elsewhere segments are not looked at.
    narrow = source.isascii()

    def segment(node):
        if not narrow:
            return '\\'
        start = places.offset(node.lineno, node.col_offset)
        return source[start - base : places.offset(node.end_lineno, node.end_col_offset) - base]

    rows = []
    todo = [(0, child) for child in reversed(ast.parse(source).body)]
    while todo:
        depth, node = todo.pop()
        kind, extra, children = describe(node, segment)
        if hasattr(node, 'lineno'):
            start = places.offset(node.lineno, node.col_offset)
            end = places.offset(node.end_lineno, node.end_col_offset)
        else:
            start = end = '-'
        rows.append(' '.join(map(str, [depth, kind, start, end, *extra])))
        todo += [(depth + 1, child) for child in reversed(children)]
    return rows


def main():
    warnings.simplefilter('ignore')
    sys.stdout.reconfigure(encoding='utf-8', errors='surrogatepass')
    for file in sys.stdin.read().splitlines():
        try:
            with open(file, encoding='utf-8', newline='') as stream:
                source = stream.read()
        except UnicodeDecodeError:
            continue
        try:
            result = {'file': file, 'tree': '\n'.join(dump(source))}
        except (SyntaxError, ValueError) as error:
            result = {'file': file, 'error': str(error)}
        print(json.dumps(result))


if __name__ == '__main__':
    sys.setrecursionlimit(100_000)
    threading.stack_size(256 << 20)
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
