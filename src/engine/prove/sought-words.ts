/** Words that proofs look for in all files: asked for together with those of the wave, they take no pass of their own. */
export const SOUGHT = {
  dynamicImports: ['import_module', '__import__'].map((word) => Buffer.from(word)),
  definingModule: [Buffer.from('__module__')],
} as const;
