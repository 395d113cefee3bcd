import type { Repository } from '../effects/repository.js';

/** Gates and fixers for a new wave: those whose tools the repository is set up for. */
export function usualGates({ paths, read }: Repository): { fixers: string[]; gates: string[] } {
  const has = (...names: string[]) => names.some((name) => paths.includes(name));
  const project = paths.includes('pyproject.toml') ? new TextDecoder().decode(read('pyproject.toml')) : '';
  const configures = (tool: string) => new RegExp(`^\\[tool\\.${tool}\\b`, 'm').test(project);
  const ruff = has('ruff.toml', '.ruff.toml') || configures('ruff');
  const tests =
    has('pytest.ini') || configures('pytest') || paths.some((path) => /(?:^|\/)tests?\/.*\.py$/.test(path));
  return {
    fixers: ruff ? ['ruff-isort', 'ruff-format'] : [],
    gates: [
      ...(ruff ? ['ruff'] : []),
      ...(has('pyrefly.toml') || configures('pyrefly') ? ['pyrefly'] : []),
      ...(has('pyrightconfig.json') || configures('pyright') ? ['pyright'] : []),
      'imports',
      ...(tests ? ['pytest'] : []),
    ],
  };
}
