import { type ImportSection, sectionOf } from '../python/import-order.js';
import type { Survey } from './survey.js';
import { iniSetting, type SettingsReader, settingAt, tomlSettings } from './tool-settings.js';

const bySurvey = new WeakMap<Survey, (module: string) => ImportSection>();

/**
 * The section of an import block that each module belongs to. What the repository's import sorter is told to be third
 * party is: packages of others that are kept inside the own one.
 */
export function importSections(survey: Survey): (module: string) => ImportSection {
  const known = bySurvey.get(survey);
  if (known) return known;
  const { index } = survey;
  const tops = new Map<string, boolean>();
  const isOwn = (top: string) => {
    let own = tops.get(top);
    if (own === undefined) {
      own = index.resolve(top) !== undefined || index.isNamespace(top);
      tops.set(top, own);
    }
    return own;
  };
  const thirdParty = knownThirdParty({
    paths: survey.paths,
    read: (path) => survey.file(path)?.bytes,
  });
  const sections = (module: string): ImportSection =>
    thirdParty.some((each) => module === each || module.startsWith(`${each}.`))
      ? 2
      : sectionOf(module, isOwn);
  bySurvey.set(survey, sections);
  return sections;
}

/** https://docs.astral.sh/ruff/settings/#lint_isort_known-third-party and isort's `known_third_party`. */
function knownThirdParty(reader: SettingsReader): string[] {
  const project = tomlSettings(reader, 'pyproject.toml');
  const ruff = ['ruff.toml', '.ruff.toml'].map((path) => tomlSettings(reader, path));
  const lists = [settingAt(project, ['tool', 'ruff']), ...ruff].flatMap((settings) => [
    settingAt(settings, ['lint', 'isort', 'known-third-party']),
    settingAt(settings, ['isort', 'known-third-party']),
  ]);
  const ini = [
    ['setup.cfg', 'isort'],
    ['setup.cfg', 'tool:isort'],
    ['.isort.cfg', 'settings'],
    ['tox.ini', 'isort'],
  ].map(([path, section]) => iniSetting(reader, path!, section!, 'known_third_party'));
  return [...lists, settingAt(project, ['tool', 'isort', 'known_third_party']), ...ini].flatMap((list) =>
    (Array.isArray(list) ? list : typeof list === 'string' ? list.split(/[\s,]+/) : []).filter(
      (each) => typeof each === 'string' && each !== '',
    ),
  );
}
