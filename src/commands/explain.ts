import type { CommandModule } from 'yargs';
import { EXIT, UserError } from '../model/errors.js';
import { colours, commonOptions } from './options.js';

/** `rewrite explain RWnnn` */
export const explain: CommandModule = {
  command: 'explain [code]',
  describe: 'Explain a finding code: cause, example, ways out',
  builder: (argv) =>
    commonOptions(argv).positional('code', { type: 'string', describe: 'RWnnn; all codes without it' }),
  async handler(args) {
    const { code, color } = args as unknown as { code?: string; color: boolean };
    const { allCodes, codePage } = await import('../run/manage.js');
    const { renderCodeList, renderCodePage } = await import('../present/code-page.js');
    const chalk = colours({ color }, process.stdout);
    if (code === undefined) {
      process.stdout.write(renderCodeList(allCodes(), chalk));
      return;
    }
    const page = codePage(code);
    if (!page)
      throw new UserError(
        `There is no finding code \`${code}\`.`,
        EXIT.usage,
        [],
        'Run `rewrite explain` for all codes.',
      );
    process.stdout.write(renderCodePage(page, chalk));
  },
};
