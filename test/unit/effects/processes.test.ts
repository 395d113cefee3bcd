import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { Interrupted, withInterrupts } from '../../../src/effects/interrupt.js';
import { isAlive as processAlive } from '../../../src/effects/process-identity.js';
import { runProcess } from '../../../src/effects/processes.js';

const node = (script: string) => [process.execPath, '-e', script];
const isAlive = (pid: number) => processAlive({ pid, host: hostname() }) !== false;

/** Starts a grandchild, prints both numbers, and deaf to SIGTERM if asked to be. */
const FAMILY = (deaf: boolean) =>
  node(`
    ${deaf ? "process.on('SIGTERM', () => {});" : ''}
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    console.log(process.pid + ' ' + child.pid);
    setInterval(() => {}, 1000);
  `);

async function gone(pids: readonly number[]): Promise<boolean> {
  for (let i = 0; i < 50 && pids.some(isAlive); i++) await new Promise((resolve) => setTimeout(resolve, 20));
  return !pids.some(isAlive);
}

describe('runProcess', () => {
  test('gives output, lines and exit code', async () => {
    const lines: string[] = [];
    const result = await runProcess(
      node("console.log('é1');console.error('e');process.stdout.write('2');process.exit(3)"),
      {
        cwd: '/',
        onLine: (line, stream) => lines.push(`${stream}:${line}`),
      },
    );
    expect(result).toMatchObject({
      stdout: 'é1\n2',
      stderr: 'e\n',
      exitCode: 3,
      timedOut: false,
      aborted: false,
    });
    expect(lines.sort()).toEqual(['stderr:e', 'stdout:2', 'stdout:é1']);
  });

  test('passes input, folder and environment, and nothing through a shell', async () => {
    const script =
      "let s='';process.stdin.on('data',d=>s+=d).on('end',()=>console.log(s,process.cwd(),process.env.A,process.argv[1]))";
    const result = await runProcess([...node(script), '$HOME; ls'], {
      cwd: '/',
      env: { A: 'b' },
      input: Buffer.from('in'),
    });
    expect(result.stdout).toBe('in / b $HOME; ls\n');
  });

  test('a program that is not there', async () => {
    const result = await runProcess(['no-such-program'], { cwd: '/' });
    expect(result).toMatchObject({
      exitCode: undefined,
      startFailure: expect.stringContaining('was not found'),
    });
    const elsewhere = await runProcess(['true'], { cwd: '/no/such/folder' });
    expect(elsewhere.startFailure).toContain('/no/such/folder is not a folder');
  });

  test('ends it at the timeout', async () => {
    const result = await runProcess(node('setInterval(() => {}, 1000)'), { cwd: '/', timeoutSeconds: 0.2 });
    expect(result).toMatchObject({
      timedOut: true,
      aborted: false,
      exitCode: undefined,
      killedBy: 'SIGTERM',
    });
  });

  test.each([false, true])('ends the whole family on abort (deaf to SIGTERM: %s)', async (deaf) => {
    const controller = new AbortController();
    const { signal } = controller;
    const result = await runProcess(FAMILY(deaf), { cwd: '/', signal, onLine: () => controller.abort() });
    const killedBy = deaf ? 'SIGKILL' : 'SIGTERM';
    expect(result).toMatchObject({ aborted: true, timedOut: false, exitCode: undefined, killedBy });
    const pids = result.stdout.trim().split(' ').map(Number);
    expect(pids).toHaveLength(2);
    expect(await gone(pids)).toBe(true);
    const later = await runProcess(node('1'), { cwd: '/', signal });
    expect(later).toMatchObject({ aborted: true, exitCode: undefined, startFailure: undefined });
  });

  test('is not held up by what a tool leaves running', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      console.log(child.pid); child.unref();
      setTimeout(() => process.exit(0), 50);
    `;
    const result = await runProcess(node(script), { cwd: '/' });
    expect(result).toMatchObject({ exitCode: 0, timedOut: false });
    expect(result.seconds).toBeLessThan(8);
    expect(await gone([Number(result.stdout)])).toBe(true);
  });
});

describe('withInterrupts', () => {
  test('aborts on the first signal, survives the second, and then lets go', async () => {
    const before = process.listenerCount('SIGINT');
    const outcome = await withInterrupts(async (signal) => {
      process.kill(process.pid, 'SIGINT');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      process.kill(process.pid, 'SIGINT');
      process.kill(process.pid, 'SIGTERM');
      await new Promise((resolve) => setTimeout(resolve, 30));
      return signal.reason;
    });
    expect(outcome).toBeInstanceOf(Interrupted);
    expect((outcome as Interrupted).signalName).toBe('SIGINT');
    await expect(withInterrupts(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
