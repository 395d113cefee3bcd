import { withFlag, withOption } from '../arguments.js';
import { defineGate } from '../gate.js';
import { readRuffCheck } from '../ruff-check.js';

const SELECTION = ['check', '--select', 'I'] as const;

/** `ruff check --select I`: the order of imports, as a gate and as a fixer. */
export const ruffIsort = defineGate({
  name: 'ruff-isort',
  title: 'imports are sorted as before',
  tool: 'ruff',
  command(spec) {
    const args = withFlag(spec.args ?? SELECTION, '--no-fix');
    return {
      argv: ['ruff', ...withOption(args, '--output-format', 'json'), ...(spec.paths ?? [])],
      files: {},
    };
  },
  read: (output, root) => ({ diagnostics: readRuffCheck('ruff-isort', output, root) }),
  fixer: {
    probe(spec, files) {
      const args = withFlag(withFlag(spec.args ?? SELECTION, '--no-fix'), '--force-exclude');
      return ['ruff', ...withOption(args, '--output-format', 'json'), ...files];
    },
    fix(spec, files) {
      // `--fix-only` is silent about what it cannot mend: that is for the gates to say.
      const args = withFlag(withFlag(spec.args ?? SELECTION, '--fix-only'), '--force-exclude');
      return ['ruff', ...args, '--quiet', ...files];
    },
  },
});
