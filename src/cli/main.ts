/** The command line: one file a command. Exit codes: 0 fine, 1 problems found, 2 usage. */

import '../node/engine.ts';
import { Fault } from '../core/fault.ts';
import { Usage } from './command.ts';

interface Command {
  /** What stands behind the command's name. */
  usage: string;
  about: string;
  load(): Promise<{ run(args: string[]): Promise<number> }>;
}

const COMMANDS: Record<string, Command> = {
  serve: { usage: '', about: 'run the gateway, with SQLite under ./data', load: () => import('./serve.ts') },
  demo: { usage: '', about: 'show the whole loop: an order in, its answers back', load: () => import('./demo.ts') },
  check: {
    usage: '[--json]',
    about: 'lint every mapping, table, agreement and schema',
    load: () => import('./check.ts'),
  },
  try: {
    usage: 'FILE [--partner P]',
    about: 'show a file as we read it: tree, document, origins, what is unmapped',
    load: () => import('./try.ts'),
  },
  translate: {
    usage: 'FILE [--json] [--partner P]',
    about: 'translate a file; nothing is stored',
    load: () => import('./translate.ts'),
  },
  write: {
    usage:
      'FILE.json --as x12/855|edifact/ORDRSP|… --partner P [--control N] | FILE.json --as ubl/Order|csv/orders|… [--partner P]',
    about: 'write a canonical document as a partner gets it; X12 and EDIFACT need the partner',
    load: () => import('./write.ts'),
  },
  test: {
    usage: '[MAPPING …]',
    about: 'run the test pairs beside the mappings, both ways',
    load: () => import('./test.ts'),
  },
  agreement: {
    usage: 'explain PARTNER [SETTING] [--message x12/850|edifact/ORDERS|…] [--json]',
    about: 'what is agreed with a partner: every setting, and where it came from',
    load: () => import('./agreement.ts'),
  },
  partner: {
    usage: 'match FILE [--json]',
    about: 'why the interchanges of a file are a partner’s, or nobody’s',
    load: () => import('./partner.ts'),
  },
  acks: {
    usage: '[--partner P] [--state S] [--late] [--open] [--json]',
    about: 'what partners said of what they were sent, and what is overdue',
    load: () => import('./acks.ts'),
  },
  guide: {
    usage:
      'PARTNER [--message x12/850|edifact/ORDERS|…] [--release R] [--sample [N] | --wrong] [--seed S] [--out FOLDER]',
    about: 'write what a partner sends and gets as HTML, or test data for it: right, or wrong in one thing each',
    load: () => import('./guide.ts'),
  },
  import: {
    usage:
      'edifact FILE.zip [--out FILE] | xsd|dtd FILE … --name N --root ELEMENT [--message NAME=PATH] … [--out FILE] | xml FILE … --name N [--out FILE]',
    about:
      'add a UNECE directory to schemas/edifact, or an XML vocabulary, by its schemas or by examples, to schemas/xml',
    load: () => import('./import.ts'),
  },
  key: {
    usage: 'create --partner P | --erp E | --operator; list; revoke ID',
    about: 'make, list and revoke API keys',
    load: () => import('./key.ts'),
  },
};

function help(): string {
  const rows = Object.entries(COMMANDS).map(
    ([name, { usage, about }]) => [`  dragoman ${name} ${usage}`.trimEnd(), about] as const,
  );
  return [
    'Usage:',
    ...rows.flatMap(([usage, about]) => [usage, `      ${about}`]),
    '',
    'FILE may be - for standard input. Exit codes: 0 fine, 1 problems found, 2 usage.',
  ].join('\n');
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(help());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS[name];
  if (command === undefined) {
    console.error(`dragoman: there is no command ${name}\n\n${help()}`);
    return 2;
  }
  try {
    return await (await command.load()).run(args);
  } catch (error) {
    if (error instanceof Usage) {
      console.error(`dragoman ${name}: ${error.message}\nUsage: dragoman ${name} ${command.usage}`);
      return 2;
    }
    if (error instanceof Fault) {
      console.error(error.message);
      return 1;
    }
    throw error;
  }
}

// Whoever reads our output may stop when they have seen enough: `dragoman guide bolt --sample | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2));
