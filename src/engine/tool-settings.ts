import { parse } from 'smol-toml';

/** What settings are read from: the repository, before or as surveyed. */
export interface SettingsReader {
  readonly paths: readonly string[];
  /** The bytes of a file; `undefined` when it cannot be read. */
  read(path: string): Uint8Array | undefined;
}

/** A TOML file of the repository, parsed; `undefined` where it is not there or does not parse. */
export function tomlSettings(reader: SettingsReader, path: string): unknown {
  const text = textOf(reader, path);
  try {
    return text === undefined ? undefined : parse(text);
  } catch {
    // A file that its own tools reject says nothing about how code is laid out; they will complain.
    return undefined;
  }
}

/** What stands under some keys, one inside the other. */
export function settingAt(value: unknown, keys: readonly string[]): unknown {
  let current: unknown = value;
  for (const key of keys) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}

/** An entry of a section in an INI file, with its continuation lines (https://docs.python.org/3/library/configparser.html). */
export function iniSetting(
  reader: SettingsReader,
  path: string,
  section: string,
  key: string,
): string | undefined {
  let inside = false;
  let value: string | undefined;
  for (const line of textOf(reader, path)?.split(/\r?\n/) ?? []) {
    const header = /^\[(.*)\]\s*$/.exec(line);
    const entry = /^([\w-]+)\s*[=:]\s*(.*)$/.exec(line);
    if (header || entry) {
      if (value !== undefined) return value;
      if (header) inside = header[1] === section;
      else if (inside && entry![1] === key) value = entry![2]!;
    } else if (value !== undefined && /^\s+[^\s#;]/.test(line)) value += `\n${line.trim()}`;
  }
  return value;
}

function textOf(reader: SettingsReader, path: string): string | undefined {
  if (!reader.paths.includes(path)) return undefined;
  const bytes = reader.read(path);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
