import { packageVersion } from '../effects/package-version.js';

/** The product's own version. */
export function version(): string {
  return packageVersion();
}
