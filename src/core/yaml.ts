/** YAML that people edit, read as text (failsafe) with a place for every node: the only file that imports yaml. */

import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';

export type { Node as YamlNode, Pair, YAMLMap } from 'yaml';
export { isAlias, isMap, isScalar, isSeq } from 'yaml';

/** A place in a file people edit; lines and columns count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

export interface Finding extends Place {
  message: string;
}

/** `file:line:column`. */
export const place = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

/** The place that `place` wrote, or undefined when the text is none. */
export function parsePlace(text: string): Place | undefined {
  const [, file, line, column] = /^(.*):(\d+):(\d+)$/.exec(text) ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}

/** Prints a finding as people read it: `file:line:column message`. */
export const sentence = (finding: Finding): string => `${place(finding)} ${finding.message}`;

export interface Yaml {
  root: Node | null;
  findings: Finding[];
  locate(node: Node | null | undefined): Place;
  /** What an alias stands for; any other node is itself. */
  resolve(node: Node | null | undefined): Node | null;
  /** The place of a value by its path, `['send', 'release']`; of the nearest one above where it is missing. */
  at(path: string[]): Place;
  /** All of it as plain objects of text. */
  plain(): unknown;
}

export function readYaml(file: string, text: string): Yaml {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'failsafe',
    uniqueKeys: true,
    prettyErrors: false,
  });
  const findings = document.errors.map((error): Finding => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { file, line, column: col, message: error.message };
  });
  const locate = (node: Node | null | undefined): Place => {
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
    return { file, line, column: col };
  };
  // The library walks the whole document for every alias; big mappings have hundreds.
  const anchors = new Map<string, Node>();
  visit(document, {
    Node(_, node) {
      const anchor = 'anchor' in node ? node.anchor : undefined;
      if (anchor === undefined) return;
      if (anchors.has(anchor)) findings.push({ ...locate(node), message: `the anchor &${anchor} is there already` });
      anchors.set(anchor, node);
    },
  });
  return {
    root: document.contents,
    findings,
    locate,
    resolve: (node) => (isAlias(node) ? (anchors.get(node.source) ?? null) : (node ?? null)),
    at(path) {
      let node: Node | null = document.contents;
      let found = locate(node);
      for (const part of path) {
        if (isMap(node)) {
          const pair: { key: unknown; value: unknown } | undefined = node.items.find(
            ({ key }) => isScalar(key) && String(key.value) === part,
          );
          if (pair === undefined) return found;
          found = locate(pair.key as Node);
          node = pair.value as Node | null;
        } else if (isSeq(node)) {
          node = (node.items[Number(part)] as Node | undefined) ?? null;
          found = locate(node);
        }
      }
      return found;
    },
    plain: () => document.toJS(),
  };
}
