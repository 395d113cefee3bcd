/**
 * The arguments with `--name value` as their only such option: a gate must be able to read what its tool prints,
 * whatever format the wave's author asked for.
 */
export function withOption(args: readonly string[], name: string, value: string): readonly string[] {
  const kept = args.filter(
    (arg, index) => arg !== name && !arg.startsWith(`${name}=`) && args[index - 1] !== name,
  );
  return [...kept, name, value];
}

/** The arguments with the flag in them once, at the end, where it wins over its opposite. */
export function withFlag(args: readonly string[], flag: string): readonly string[] {
  return [...args.filter((arg) => arg !== flag), flag];
}
