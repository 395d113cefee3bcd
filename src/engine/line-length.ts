import { type SettingsReader, settingAt, tomlSettings } from './tool-settings.js';

/** The line length of formatters that are not told another one (ruff and black). */
const DEFAULT_WIDTH = 88;

/** The line length that the repository's formatter is configured to. */
export function lineLength(reader: SettingsReader): number {
  for (const path of ['ruff.toml', '.ruff.toml']) {
    const width = numberAt(tomlSettings(reader, path), ['line-length']);
    if (width !== undefined) return width;
  }
  const project = tomlSettings(reader, 'pyproject.toml');
  return (
    numberAt(project, ['tool', 'ruff', 'line-length']) ??
    numberAt(project, ['tool', 'black', 'line-length']) ??
    numberAt(project, ['tool', 'isort', 'line_length']) ??
    DEFAULT_WIDTH
  );
}

function numberAt(value: unknown, keys: readonly string[]): number | undefined {
  const found = settingAt(value, keys);
  return typeof found === 'number' ? found : undefined;
}
