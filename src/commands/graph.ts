import type { CommandModule } from 'yargs';
import { colours, commonOptions } from './options.js';

/** `rewrite graph <module>` */
export const graph: CommandModule = {
  command: 'graph <module>',
  describe: 'Show which statements of a module need which, and the circles among them',
  builder: (argv) =>
    commonOptions(argv)
      .positional('module', {
        type: 'string',
        demandOption: true,
        describe: 'Dotted name or path of the module',
      })
      .option('dot', { type: 'boolean', describe: 'For Graphviz' })
      .option('html', { type: 'boolean', describe: 'A page that needs nothing else' })
      .option('json', { type: 'boolean', describe: 'Machine-readable result on stdout' })
      .conflicts({ dot: ['html', 'json'], html: 'json' }),
  async handler(args) {
    const { repo, module, dot, html, json, color } = args as unknown as {
      repo: string;
      module: string;
      dot?: boolean;
      html?: boolean;
      json?: boolean;
      color: boolean;
    };
    const { graphOf } = await import('../run/suggest.js');
    const found = graphOf(repo, module);
    const present = await import('../present/graph.js');
    if (dot) process.stdout.write(present.graphDot(found));
    else if (json) process.stdout.write(present.graphJson(found));
    else if (html) process.stdout.write((await import('../present/graph-html.js')).graphHtml(found));
    else process.stdout.write(present.renderGraph(found, colours({ color }, process.stdout)));
  },
};
