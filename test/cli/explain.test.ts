// The commands that explain: what they print and how they end, run as a user runs them.
import { describe, expect, it } from 'vitest';
import { interchange, order } from '../http/x12.ts';
import { dragoman } from './dragoman.ts';

describe('dragoman agreement explain', () => {
  it('prints every setting in force, where it came from and what it controls', () => {
    const { status, out } = dragoman(['agreement', 'explain', 'bolt']);
    expect(status).toBe(0);
    expect(out).toMatch(/^validate\.conditions +refuse +profile standard +conditions between elements/m);
    expect(out).toMatch(/^send\.release +004010 +default +GS08/m);
    expect(out).toMatch(/ mappings\/partners\/bolt\/agreement\.yaml:\d+:\d+ /);
  });

  it('prints one setting, or one group of them, for programs too', () => {
    const { out } = dragoman(['agreement', 'explain', 'acme', 'acknowledge', '--json']);
    const { partner, settings } = JSON.parse(out);
    expect(partner).toBe('acme');
    expect(settings.map(({ name }: { name: string }) => name)).toContain('acknowledge.functional');
    expect(settings.every(({ name }: { name: string }) => name.startsWith('acknowledge.'))).toBe(true);
  });

  it('says what it does not know, and ends with 2', () => {
    expect(dragoman(['agreement', 'explain', 'nobody'])).toMatchObject({ status: 2 });
    expect(dragoman(['agreement', 'explain', 'acme', 'nothing']).error).toContain('there is no setting nothing');
    expect(dragoman(['agreement']).error).toContain('explain what?');
  });
});

describe('dragoman partner match', () => {
  it('says whose an interchange is and why, and ends with 0', () => {
    const { status, out } = dragoman(['partner', 'match', '-'], interchange([order('1')]));
    expect(status).toBe(0);
    expect(out).toContain('interchange 000000905 from ZZ:ACMERETAIL to ZZ:DRAGOMAN: acme');
    expect(out).toContain('no  bolt');
  });

  it('says why it is nobody’s, and ends with 1', () => {
    const { status, out } = dragoman(['partner', 'match', '-', '--json'], interchange([order('1')], { receiver: 'X' }));
    expect(status).toBe(1);
    const [{ partner, considered }] = JSON.parse(out);
    expect(partner).toBeNull();
    expect(considered[0]).toMatchObject({ partner: 'acme', matches: false });
  });
});
