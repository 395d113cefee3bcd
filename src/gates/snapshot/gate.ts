import { defineGate } from '../gate.js';
import { expectExit } from '../unreadable-output.js';

/**
 * A command says the same as when the wave before was saved, apart from what differed already before this wave. What
 * it says is kept in the repository, as part of the run.
 */
export const snapshot = defineGate({
  name: 'snapshot',
  title: 'the output is as the previous wave saved it',
  tool: undefined,
  alone: true,
  volatile: true,
  command(spec, { root }) {
    const { save, previous = save } = spec.snapshot!;
    return { argv: spec.argv ?? [], files: { previous: `${root}/${previous}` } };
  },
  read(output) {
    expectExit('snapshot', output, [0]);
    const text = output.stdout.replaceAll('\r\n', '\n');
    const previous = output.files.previous?.replaceAll('\r\n', '\n');
    return { diagnostics: [], snapshot: { text, previous } };
  },
});
