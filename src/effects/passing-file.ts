import { closeSync, openSync, readSync } from 'node:fs';

/** Reads files one after the other into the same memory: for a look at each that keeps nothing of it. */
export class PassingFile {
  private buffer = Buffer.allocUnsafe(1 << 20);

  /** The bytes of a file, until the next call; `undefined` when it cannot be read. */
  read(path: string): Buffer | undefined {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(path, 'r');
      let length = 0;
      for (;;) {
        const read = readSync(descriptor, this.buffer, length, this.buffer.length - length, null);
        length += read;
        if (read === 0) return this.buffer.subarray(0, length);
        if (length === this.buffer.length) this.buffer = Buffer.concat([this.buffer], length * 2);
      }
    } catch {
      return undefined;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }
}
