import type { CommandModule } from 'yargs';

/** `rewrite schema` */
export const schema: CommandModule = {
  command: 'schema [what]',
  describe: 'Print the JSON schema of wave files or of rule files, for editors',
  builder: (argv) => argv.positional('what', { choices: ['wave', 'rule'] as const, default: 'rule' }),
  async handler(args) {
    const { schemaOf } = await import('../run/manage.js');
    process.stdout.write(
      `${JSON.stringify(schemaOf((args as unknown as { what: 'wave' | 'rule' }).what), null, 2)}\n`,
    );
  },
};
