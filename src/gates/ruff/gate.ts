import { withFlag, withOption } from '../arguments.js';
import { defineGate } from '../gate.js';
import { readRuffCheck } from '../ruff-check.js';

/** `ruff check`: lint. */
export const ruff = defineGate({
  name: 'ruff',
  title: 'ruff check reports nothing new',
  tool: 'ruff',
  command(spec) {
    const asked = spec.args ?? ['check'];
    // A repository may say `fix = true` in its own configuration; a gate never writes.
    const args = withOption(withFlag(asked, '--no-fix'), '--output-format', 'json');
    return { argv: ['ruff', ...args, ...(spec.paths ?? [])], files: {} };
  },
  read: (output, root) => ({ diagnostics: readRuffCheck('ruff', output, root) }),
});
