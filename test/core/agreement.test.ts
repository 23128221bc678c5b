// What an agreement says: layers of settings and where each came from, the rules they make, and what they cannot say.
import { describe, expect, it } from 'vitest';
import { type Stranger, strangerAgreement } from '../../src/core/agreement.ts';
import { buildCatalog } from '../../src/core/catalog.ts';
import { contradictions } from '../../src/core/contradiction.ts';
import { matchPartners } from '../../src/core/match.ts';
import { type Problem, problem } from '../../src/core/problem.ts';
import { ALL_TOLD, PROFILES, parseNamed, rulesOf, STANDARD, SWITCHES, settle } from '../../src/core/rules.ts';
import { SETTINGS, settingNames, settle as settleLayers } from '../../src/core/settings.ts';
import { sentence } from '../../src/core/yaml.ts';
import { loadCatalog, PROJECT, readFiles } from '../../src/node/files.ts';
import { agreementWith, catalogWith, type Given, judge, layer } from './edi/reading.ts';

const files = readFiles(PROJECT);
const { catalog } = loadCatalog();

/** The project's files with some of them other than they are, and what the lint says of those. */
function lint(changed: Record<string, string>): string[] {
  const { findings } = buildCatalog(new Map([...files, ...Object.entries(changed)]), catalog.validate);
  return findings.map(sentence);
}

const ACME = 'mappings/partners/acme/agreement.yaml';
const SHARED = 'mappings/agreement.yaml';
const acme = (more: string): string => `identifiers: [ZZ:ACMERETAIL]\nus: ZZ:DRAGOMAN\nerp: generic\n${more}`;

describe('settings', () => {
  it('come from the last layer that has them, and say which', () => {
    const settings = settleLayers([
      layer({ unmapped: 'ignore', suspend: 'interchange' }, 'all.yaml'),
      layer({ unmapped: 'refuse' }, 'partner.yaml'),
    ]);
    expect(settings.unmapped).toEqual({ value: 'refuse', from: 'partner.yaml:1:1' });
    expect(settings.suspend).toEqual({ value: 'interchange', from: 'all.yaml:2:1' });
    expect(settings.charset).toEqual({ value: 'auto', from: 'default' });
  });

  it('go from all partners over the format and the message to the partner and its message', () => {
    const { catalog: built, findings } = buildCatalog(
      new Map([
        ...files,
        [
          SHARED,
          'all:\n  unmapped: ignore\n  validate: { profile: syntax }\nx12:\n  suspend: interchange\nx12/850:\n  unmapped: refuse\n',
        ],
        [ACME, acme('validate: { profile: strict }\nmessages:\n  x12/850: { tolerate: [SEGMENT_UNKNOWN] }\n')],
      ]),
      catalog.validate,
    );
    expect(findings.map(sentence)).toEqual([]);
    const agreement = built.partners.get('acme')!;
    const order = agreement.messageSettings.get('x12/850')!;
    expect(agreement.settings.unmapped).toEqual({ value: 'ignore', from: `${SHARED}:2:3` });
    expect(agreement.settings['validate.profile']).toEqual({ value: 'strict', from: `${ACME}:4:13` });
    expect(agreement.settings.suspend.value).toBe('interchange');
    expect(order.unmapped).toEqual({ value: 'refuse', from: `${SHARED}:7:3` });
    expect(order['validate.profile'].value).toBe('strict');
    expect(order.tolerate).toEqual({ value: ['SEGMENT_UNKNOWN'], from: `${ACME}:6:14` });
    expect(built.partners.get('bolt')!.settings['validate.profile'].value).toBe('syntax');
  });

  it('say of a partner, or of all, whether the documents of an interchange are offered together', () => {
    const changed: [string, string][] = [
      [SHARED, 'x12: { offer: preserve }\n'],
      [ACME, acme('offer: split')],
    ];
    const { catalog: built, findings } = buildCatalog(new Map([...files, ...changed]), catalog.validate);
    expect(findings.map(sentence)).toEqual([]);
    expect(['acme', 'bolt'].map((name) => built.partners.get(name)!.offer)).toEqual(['split', 'preserve']);
    expect(catalog.partners.get('bolt')!.offer).toBe('split');
  });

  it('are described for editors with the defaults they have', () => {
    const schema = JSON.parse(files.get('schemas/config/agreement.json')!) as { properties: Record<string, unknown> };
    type Described = { description?: string; properties?: Record<string, Described>; $ref?: string };
    const described = new Map<string, string>();
    const walk = (node: Described, name: string): void => {
      if (node.properties === undefined) described.set(name, node.description ?? '');
      for (const [key, inner] of Object.entries(node.properties ?? {})) walk(inner, `${name}.${key}`);
    };
    for (const [key, node] of Object.entries(schema.properties)) walk(node as Described, key);
    for (const name of settingNames) {
      const told = /Default (.*?)(?:: |; in EDIFACT|\.$|, none before|\.$)/.exec(
        described.get(name) ?? `${name} is not described`,
      )?.[1];
      const value = SETTINGS[name].default;
      expect([name, told], described.get(name)).toEqual([name, expect.any(String)]);
      if (
        typeof value === 'string' &&
        /^(\d+|[a-z]+|x12.*|[A-Z*>~])$/.test(value) &&
        !/send\.(repetition|group)/.test(name)
      )
        expect([name, told]).toEqual([name, value]);
    }
  });
});

describe('an agreement that contradicts itself is refused', () => {
  it.each<[string, string, RegExp]>([
    [
      'a switch that says what the profile says',
      'validate: { profile: strict, codes: refuse }',
      /the profile strict says refuse already/,
    ],
    [
      'a strict profile that ignores',
      'validate: { profile: strict, codes: ignore }',
      /the profile strict ignores nothing/,
    ],
    ['tolerated and refused', 'tolerate: [ELEMENT_TOO_LONG]\nrefuse: [ELEMENT_TOO_LONG]', /is tolerated and refused/],
    ['an envelope that may not add up', 'tolerate: [GROUP_COUNT_WRONG]', /cannot be tolerated/],
    ['a problem there is not', 'tolerate: [ELEMENT_TO_LONG]', /no problem ELEMENT_TO_LONG.*ELEMENT_TOO_LONG/],
    ['a place there cannot be', 'tolerate: [ELEMENT_TOO_LONG somewhere]', /is not CODE or CODE PLACE/],
    [
      'one interchange as a whole, of which nothing is refused',
      'suspend: interchange\nvalidate: { profile: envelope }',
      /nothing would refuse/,
    ],
    [
      'a refusal that nobody is told',
      'duplicates: { interchange: refuse }\nacknowledge: { interchange: never }',
      /none is sent/,
    ],
    [
      'parties that are refused, and nobody is told',
      'unassigned: refuse\nacknowledge: { interchange: never }',
      /unassigned: only a TA1 tells/,
    ],
    [
      'a refused group that nobody is told of',
      'duplicates: { group: refuse }\nacknowledge: { functional: none }',
      /duplicates\.group: only a 997, 999/,
    ],
    [
      'a refused set that nobody is told of',
      'duplicates: { set: refuse }\nacknowledge: { functional: none }',
      /duplicates\.set: only a 997, 999/,
    ],
    ['an APERAK to a partner who speaks X12', 'acknowledge: { content: aperak }', /whose format is x12 gets no APERAK/],
    ['tests for the live ERP', 'test: generic', /would reach the live ERP/],
    ['tests for no ERP there is', 'test: generics', /no ERP generics.*generic/],
    ['numbers that are none', "numbers: { from: '9', to: '5' }", /9 to 5 are none/],
    ['a separator that stands for characters', "send: { replacement: '*' }", /is a separator/],
    ['a message there is not', 'messages: { x12/851: { unmapped: ignore } }', /no mapping x12\/851/],
    ['a word there is not', 'acknowledge: { functional: 998 }', /functional/],
  ])('%s', (_, more, message) => {
    const found = lint({ [ACME]: acme(more) });
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) expect(one).toMatch(/^mappings\/partners\/acme\/agreement\.yaml:\d+:\d+ /);
    expect(found.join('\n')).toMatch(message);
  });

  it('messages of every format may differ', () => {
    const more = 'messages: { ubl/Order: { unmapped: refuse }, csv/order-responses: { unwritten: refuse } }';
    expect(lint({ [ACME]: acme(more) })).toEqual([]);
    expect(lint({ [SHARED]: 'cxml/OrderRequest: { unmapped: ignore }\nidoc: { suspend: interchange }\n' })).toEqual([]);
    expect(lint({ [ACME]: acme('messages: { ubl/order: { unmapped: refuse } }') })).toEqual([
      expect.stringMatching(/there is no mapping ubl\/order; did you mean ubl\/Order\?/),
    ]);
  });

  it('each contradiction is told once, whatever messages have settings of their own', () => {
    const found = lint({
      [ACME]: acme(
        'tolerate: [GROUP_COUNT_WRONG]\nmessages: { x12/850: { unmapped: ignore }, x12/855: { unmapped: ignore } }',
      ),
    });
    expect(found).toHaveLength(1);
  });

  it('and so is what holds for all partners', () => {
    expect(lint({ [SHARED]: 'x13: { suspend: set }\n' })).toEqual([
      `${SHARED}:1:1 there is no format x13; did you mean x12?`,
    ]);
  });

  it('defaults contradict nothing', () => expect(contradictions(agreementWith().settings)).toEqual([]));
});

describe('rules', () => {
  const at = { offset: 0, segment: 3, tag: 'PO1', element: 7 };
  const of = (code: Parameters<typeof problem>[0], place = at): Problem => problem(code, place, { value: 'x' });
  const severities = (given: Given, ...found: Problem[]): string[] =>
    settle(found, agreementWith(given).rules).map(({ severity }) => severity);

  it('leave everything as the catalogue has it by default', () => {
    const found = [of('ELEMENT_TOO_LONG'), of('TRAILING_SEPARATOR'), of('DATA_UNMAPPED')];
    expect(settle(found, STANDARD)).toEqual(found);
  });

  it('each profile asks for all that the one before asks for', () => {
    const rank = { ignore: 0, report: 1, refuse: 2 };
    const order = [PROFILES.envelope, PROFILES.syntax, PROFILES.standard, PROFILES.strict];
    for (const name of Object.keys(SWITCHES) as (keyof typeof SWITCHES)[]) {
      const ranks = order.map((profile) => rank[profile[name]]);
      expect([name, ranks]).toEqual([name, [...ranks].sort()]);
    }
  });

  it('tolerate at one place and nowhere else', () => {
    const elsewhere = of('ELEMENT_TOO_LONG', { ...at, element: 3 });
    expect(severities({ tolerate: ['ELEMENT_TOO_LONG PO107'] }, of('ELEMENT_TOO_LONG'), elsewhere)).toEqual([
      'warning',
      'error',
    ]);
    expect(severities({ tolerate: ['ELEMENT_TOO_LONG PO1'] }, elsewhere)).toEqual(['warning']);
    expect(severities({ tolerate: ['ELEMENT_TOO_LONG PO10'] }, elsewhere)).toEqual(['error']);
  });

  it('tolerate at an element, an attribute, a column or a field of the document', () => {
    const named = (code: Parameters<typeof problem>[0], tag: string, name?: string, reference?: string): Problem =>
      problem(
        code,
        { offset: 0, tag, ...(name === undefined ? {} : { name }) },
        reference === undefined ? {} : { reference },
      );
    const tolerate = [
      'XML_TEXT_MISSING cbc:Note',
      'ELEMENT_CODE cbc:ID/@schemeID',
      'ROW_DIFFERS Order Date',
      'VALUE_NOT_DATE lines/due',
    ];
    const found = [
      named('XML_TEXT_MISSING', 'cbc:Note'),
      named('XML_TEXT_MISSING', 'cbc:ID'),
      named('ELEMENT_CODE', 'cbc:ID', '@schemeID'),
      named('ROW_DIFFERS', 'row', 'Order Date'),
      named('ROW_DIFFERS', 'row', 'Ship To'),
      named('VALUE_NOT_DATE', 'row', 'Due', 'lines/3/due'),
      named('VALUE_NOT_DATE', 'row', 'Due', 'issued'),
    ];
    const strict = { 'validate.profile': 'strict', tolerate };
    expect(severities(strict, ...found)).toEqual([
      'warning',
      'error',
      'warning',
      'warning',
      'error',
      'warning',
      'error',
    ]);
  });

  it('refuse what a profile ignores when it is named', () => {
    expect(severities({ refuse: ['ELEMENT_CODE PO103'] }, of('ELEMENT_CODE', { ...at, element: 3 }))).toEqual([
      'error',
    ]);
    expect(severities({ refuse: ['ELEMENT_CODE PO103'] }, of('ELEMENT_CODE'))).toEqual([]);
    expect(agreementWith({ refuse: ['ELEMENT_CODE PO103'] }).rules.codes).toBe(true);
  });

  it('never make a problem of an envelope less than it is', () => {
    const tolerated = (['GROUP_COUNT_WRONG', 'SET_COUNT_WRONG'] as const).map((code) => ({ code, at: undefined }));
    const rules = rulesOf('envelope', {}, ALL_TOLD, tolerated, []);
    expect(settle([of('GROUP_COUNT_WRONG'), of('SET_COUNT_WRONG')], rules).map(({ severity }) => severity)).toEqual([
      'error',
      'error',
    ]);
  });

  it('are read from text', () => {
    expect(parseNamed('SEGMENT_OVER_MAX REF')).toEqual({ code: 'SEGMENT_OVER_MAX', at: 'REF' });
    expect(parseNamed('ELEMENT_TOO_LONG REF04-2')).toEqual({ code: 'ELEMENT_TOO_LONG', at: 'REF04-2' });
    expect(parseNamed('XML_TEXT_MISSING cbc:Note')).toEqual({ code: 'XML_TEXT_MISSING', at: 'cbc:Note' });
    expect(parseNamed('ROW_DIFFERS Order Date')).toEqual({ code: 'ROW_DIFFERS', at: 'Order Date' });
    expect(parseNamed('CODE_NOT_IN_TABLE lines/unit')).toEqual({ code: 'CODE_NOT_IN_TABLE', at: 'lines/unit' });
    expect(parseNamed('NO_SUCH')).toBeUndefined();
    expect(parseNamed('ELEMENT_TOO_LONG ref')).toBeUndefined();
  });

  it('a value that is only reported as no number is still refused by the mapping that needs it', () => {
    const text = [
      'ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *240305*0930*U*00401*000000001*0*P*>~',
      'GS*PO*SENDER*RECEIVER*20240305*0930*1*X*004010~ST*850*0001~BEG*00*SA*4711**20240305~',
      'PO1*1*ten*EA*2.50**BP*K-100~CTT*1~SE*5*0001~GE*1*1~IEA*1*000000001~',
    ].join('');
    expect(judge(text, catalogWith({ 'validate.profile': 'envelope' })).verdicts).toBe('0001 R');
  });
});

describe('a partner is matched', () => {
  const party = (text: string) => ({ qualifier: text.split(':')[0]!, id: text.split(':')[1]! });
  const first = (sender: string, receiver: string) =>
    matchPartners(catalog.partners.values(), party(sender), party(receiver))[0]!;

  it('by who sends to whom, qualifiers 1 and 01 being the same', () => {
    expect(first('1:048765432', 'ZZ:DRAGOMAN')).toMatchObject({ partner: 'bolt', matches: true });
    expect(first('1:048765432', 'ZZ:DRAGOMAN').reasons.join()).toContain('qualifiers 1 and 01 are the same');
  });

  it.each([
    ['ZZ:048765432', 'ZZ:DRAGOMAN', 'bolt', /under qualifier 01, not ZZ/],
    ['01:048765432', '01:DRAGOMAN', 'bolt', /receiver id DRAGOMAN is ours, but under qualifier ZZ, not 01/],
    ['01:048765432', 'ZZ:OTHER', 'bolt', /receiver ZZ:OTHER is not ZZ:DRAGOMAN/],
  ])('or not: %s to %s comes nearest to %s', (sender, receiver, partner, reason) => {
    const match = first(sender, receiver);
    expect([match.partner, match.matches]).toEqual([partner, false]);
    expect(match.reasons.join('\n')).toMatch(reason);
  });

  it('or stands the wrong way round', () => {
    const found = matchPartners(catalog.partners.values(), party('ZZ:DRAGOMAN'), party('ZZ:ACMERETAIL'));
    expect(found.find(({ partner }) => partner === 'acme')!.reasons.join('\n')).toContain('wrong way round');
  });
});

describe('the agreement with a stranger', () => {
  const came: Stranger = {
    sender: { qualifier: '14', id: '4012345000077' },
    receiver: { qualifier: '14', id: '4399901234561' },
    syntax: 'edifact',
    version: 'UNOA:4',
    separators: { element: '|', component: ':', repetition: '*', terminator: "'\r", release: '!' },
    usage: 'T',
  };

  it('has the defaults of the format, and answers the way the interchange came', () => {
    const { format, acknowledge, send, identifiers, us } = strangerAgreement(came);
    expect({ format, functional: acknowledge.functional }).toEqual({ format: 'edifact', functional: 'contrl' });
    expect(send).toMatchObject({ release: 'D96A', syntax: 'UNOA:4', usage: 'T' });
    expect(send.separators).toEqual({ ...came.separators, terminator: "'" });
    expect([...identifiers, us]).toEqual([came.sender, came.receiver]);
  });

  it('is of X12 where that came', () => {
    const { format, acknowledge, send } = strangerAgreement({ ...came, syntax: 'x12', version: '00501' });
    expect({ format, functional: acknowledge.functional }).toEqual({ format: 'x12', functional: '997' });
    expect(send).toMatchObject({ release: '004010', syntax: 'UNOC:3' });
  });
});
