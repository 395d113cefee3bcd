import { build } from '../../scripts/build.mjs';
import { sampleEnvironment } from '../../scripts/sample.mjs';

/** Compiles the command line and makes the sample's environment, unless both are there. */
export default async function setup(): Promise<void> {
  await build();
  sampleEnvironment();
}
