import { openRepository } from '../src/effects/repository.js';
import { Survey } from '../src/engine/survey.js';
import type { Environment } from './environment.js';
import type { StressPackage } from './packages.js';

/** The repository of a package as it stands now. */
export function surveyOf({ root }: Environment): Survey {
  return new Survey(openRepository(root, []));
}

/** Dotted names of the modules that a package has. */
export function modulesOf({ root, top }: StressPackage, survey: Survey): string[] {
  return survey.paths
    .filter((path) => path.endsWith('.py') && path.startsWith(root))
    .map((path) => survey.index.nameOf(path))
    .filter((module) => module === top || module.startsWith(`${top}.`));
}
