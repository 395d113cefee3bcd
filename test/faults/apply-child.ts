/**
 * A process that applies or undoes the large changes and may die at it: `<root> <apply|undo> <operation to die at>`.
 * Says `ready` before it begins. When it is done, says at which operation the tree first changed and the number of
 * all operations, and both in milliseconds.
 */
import { acquireLock } from '../../src/effects/lock.js';
import { applyChanges, commit } from '../../src/effects/transaction.js';
import { undo } from '../../src/effects/undo.js';
import { wrapped } from './faulty-file-system.js';
import { largeChanges } from './sample.js';

const [root, work, dieAt] = process.argv.slice(2) as [string, 'apply' | 'undo', string];

let start = 0;
let first: { readonly operation: number; readonly time: number } | undefined;

const { fs, count } = wrapped((index, operation, args, call) => {
  if (index === Number(dieAt)) process.kill(process.pid, 'SIGKILL');
  if (operation === 'writeFile' && !String(args[0]).startsWith(`${root}/.rewrite/`)) {
    first ??= { operation: index, time: performance.now() - start };
  }
  return call();
}, true);

process.stdout.write('ready\n', () => {
  start = performance.now();
  const lock = acquireLock(fs, root, 'killed');
  if (work === 'undo') undo(fs, root);
  else {
    applyChanges(fs, root, 'run-1', largeChanges(), { wave: 'killed', started: '2025-01-01T00:00:00.000Z' });
    commit(fs, root, 'run-1');
  }
  lock.release();
  process.stdout.write(`${[first?.operation, count(), first?.time, performance.now() - start].join(' ')}\n`);
});
