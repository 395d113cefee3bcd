/** Names that Python 3.13 finds without any import, and those that exist on some platforms or in type checkers only. */
const BUILTINS = `
ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError
BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError
ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning
EnvironmentError Exception ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError
FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError
InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError
ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError OSError
OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError
RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration
StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError
UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError
UnicodeWarning UserWarning ValueError Warning WindowsError ZeroDivisionError _IncompleteInputError
__build_class__ __debug__ __import__ abs aiter all anext any ascii bin bool breakpoint bytearray
bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate
eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int
isinstance issubclass iter len license list locals map max memoryview min next object oct open ord
pow print property quit range repr reveal_locals reveal_type reversed round set setattr slice sorted
staticmethod str sum super tuple type vars zip
`;

/** Names that every module has. */
const IN_MODULES =
  '__name__ __file__ __doc__ __package__ __spec__ __loader__ __path__ __builtins__ __cached__ __annotations__ __dict__';

/** Names that a class body, or a method, finds. */
const IN_CLASSES =
  '__class__ __module__ __qualname__ __firstlineno__ __static_attributes__ __classdict__ __conditional_annotations__';

const NAMES: ReadonlySet<string> = new Set(`${BUILTINS} ${IN_MODULES} ${IN_CLASSES}`.trim().split(/\s+/));

/** Whether a name is found although no statement binds it. */
export function isBuiltin(name: string): boolean {
  return NAMES.has(name);
}
