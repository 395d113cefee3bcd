import type { ToolRunner } from './tool-runner.js';

/** Imports each module after another in a process that forgets the repository's modules in between. */
const PROGRAM = `
import importlib, json, os, shutil, sys, tempfile
here, names = os.path.join(os.getcwd(), "src") + os.sep, sys.argv[1:]
sys.path[:0] = [here, os.getcwd()]
# Bytecode is kept from one import to the next, outside of the repository.
sys.pycache_prefix, sys.dont_write_bytecode = tempfile.mkdtemp(), False

def own():
    return [name for name, module in list(sys.modules.items())
            if str(getattr(module, "__file__", None)).startswith(here)]

loaded = {}
for name in names:
    for each in own():
        del sys.modules[each]
    try:
        importlib.import_module(name)
    except BaseException:
        continue
    loaded[name] = own()
sys.__stdout__.write("\\x1e" + json.dumps(loaded) + "\\n")
sys.__stdout__.flush()
shutil.rmtree(sys.pycache_prefix, ignore_errors=True)
os._exit(0)
`;

/**
 * Which modules under `src` the import of each module loads.
 *
 * @param names modules that import. One that does not import after the others is left out.
 */
export async function loadedModules(
  runner: ToolRunner,
  names: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  const { stdout, stderr } = await runner.run(['python', '-B', '-c', PROGRAM, ...names]);
  const [, json] = stdout.split('\x1e');
  if (json === undefined) throw new Error(`It could not be found out what imports load: ${stderr}`);
  const loaded: Record<string, string[]> = JSON.parse(json);
  return new Map(Object.entries(loaded).map(([name, modules]) => [name, new Set(modules)]));
}
