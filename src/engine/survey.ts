import type { Finding, Place } from '../model/finding.js';
import { ModuleIndex } from '../python/module-index.js';
import { PythonSyntaxError } from '../python/parser.js';
import { holdsAny } from './holds-any.js';
import { SourceFile } from './source-file.js';

/** Reads the repository; implemented by the effects. */
export interface RepositoryReader {
  /** Repository-relative POSIX paths of every file that git would track. */
  readonly paths: readonly string[];
  /** The bytes of a file; `undefined` when it cannot be read. */
  read(path: string): Uint8Array | undefined;
  /** The files whose bytes hold one of the words, in the order of `paths`; the others are not kept. All are read without it. */
  holding?(words: readonly Buffer[]): readonly string[];
}

/** Files by their bytes: the trees before and after a wave share what the wave leaves alone, parsed once. */
const shared = new WeakMap<Uint8Array, SourceFile>();

function sourceFile(path: string, bytes: Uint8Array): SourceFile {
  const known = shared.get(bytes);
  if (known?.path === path) return known;
  const file = new SourceFile(path, bytes);
  shared.set(bytes, file);
  return file;
}

/** What is known of the repository: files are read, decoded and parsed on demand, each once. */
export class Survey {
  readonly index: ModuleIndex;
  private readonly files = new Map<string, SourceFile | undefined>();

  constructor(private readonly reader: RepositoryReader) {
    this.index = new ModuleIndex(reader.paths);
  }

  get paths(): readonly string[] {
    return this.reader.paths;
  }

  /** Files whose bytes hold one of the words: decides, before anything is decoded, that the others cannot matter. */
  holding(words: readonly Buffer[]): readonly string[] {
    return readersHolding(this.reader, words);
  }

  /** @returns `undefined` when there is no such file or it cannot be read. */
  file(path: string): SourceFile | undefined {
    if (this.files.has(path)) return this.files.get(path);
    const bytes = this.reader.read(path);
    const file = bytes === undefined ? undefined : sourceFile(path, bytes);
    this.files.set(path, file);
    return file;
  }

  /** The file when it parses; otherwise `undefined`. */
  python(path: string): SourceFile | undefined {
    const file = this.file(path);
    return file?.decodedText && parses(file) ? file : undefined;
  }

  /** The import statements of a file, when they parse; otherwise `undefined`. */
  imports(path: string): SourceFile | undefined {
    const file = this.file(path);
    return file?.decodedText && parses(file.importView) ? file.importView : undefined;
  }

  /** Why a file cannot be analysed, as a finding; `undefined` when it can. */
  problem(path: string): Finding | undefined {
    const file = this.file(path);
    if (!file) return unreadable(path, 'The file cannot be read.');
    if (!file.decodedText) return unreadable(path, 'The file is not valid text in its declared encoding.');
    try {
      void file.module;
      return undefined;
    } catch (error) {
      if (!(error instanceof PythonSyntaxError)) throw error;
      return {
        code: 'RW202',
        severity: 'error',
        place: { file: path, ...file.position(error.offset) },
        message: `The file does not parse as Python: ${error.message}`,
        hint: 'It mentions a module of this wave, so its references cannot be left unread: mend it, or waive it.',
      };
    }
  }

  place(path: string, start: number, end?: number): Place {
    const file = this.file(path);
    if (!file) return { file: path, line: 1, column: 1 };
    const from = file.position(start);
    if (end === undefined) return { file: path, ...from };
    const to = file.position(end);
    return { file: path, ...from, endLine: to.line, endColumn: to.column };
  }

  get statistics(): { filesListed: number; filesRead: number; filesParsed: number } {
    let filesRead = 0;
    let filesParsed = 0;
    for (const file of this.files.values()) {
      if (file) filesRead++;
      if (file?.isParsed) filesParsed++;
    }
    return { filesListed: this.paths.length, filesRead, filesParsed };
  }
}

/** What `holding` gives, for readers without it too. */
export function readersHolding(reader: RepositoryReader, words: readonly Buffer[]): readonly string[] {
  if (reader.holding) return reader.holding(words);
  return reader.paths.filter((path) => {
    const bytes = reader.read(path);
    return bytes !== undefined && holdsAny(bytes, words);
  });
}

function parses(file: SourceFile): boolean {
  try {
    void file.module;
    return true;
  } catch (error) {
    if (error instanceof PythonSyntaxError) return false;
    throw error;
  }
}

function unreadable(path: string, message: string): Finding {
  return {
    code: 'RW203',
    severity: 'error',
    place: { file: path, line: 1, column: 1 },
    message,
    hint: 'It mentions a module of this wave: make it readable as UTF-8 (or by its coding cookie), or waive it.',
  };
}
