/** `dragoman key`: API keys are shown once, when they are made; only their hash is stored. */

import type { ApiKey } from '../gateway/ports.ts';
import { readConfig } from '../node/config.ts';
import { clock, ids } from '../node/ports.ts';
import { openStore } from '../node/server.ts';
import { parse, soundCatalog, Usage } from './command.ts';

export async function run([verb, ...args]: string[]): Promise<number> {
  const store = () => openStore(readConfig(process.env).data);
  switch (verb) {
    case 'create': {
      const owner = ownerOf(args);
      const open = await store();
      const secret = ids.secret();
      const key: ApiKey = {
        id: ids.next('key'),
        hash: ids.digest(secret),
        ...owner,
        createdAt: clock.now(),
        revokedAt: null,
      };
      await open.createKey(key);
      await open.close();
      console.log(`${key.id}.${secret}`);
      console.error('This is the only time the key is shown. Send it as: Authorization: Bearer KEY');
      return 0;
    }
    case 'list': {
      const open = await store();
      for (const { id, role, name, createdAt, revokedAt } of await open.keys()) {
        console.log(
          [id, role, name === '' ? '-' : name, `made ${createdAt}`, revokedAt === null ? '' : `revoked ${revokedAt}`]
            .join('  ')
            .trimEnd(),
        );
      }
      await open.close();
      return 0;
    }
    case 'revoke': {
      const [id] = args;
      if (id === undefined) throw new Usage('which key? `dragoman key list` names them');
      const open = await store();
      const revoked = await open.revokeKey(id, clock.now());
      await open.close();
      console.log(revoked ? `${id} is revoked` : `there is no key ${id} that is not revoked`);
      return revoked ? 0 : 1;
    }
    default:
      throw new Usage(verb === undefined ? 'create, list or revoke?' : `there is no key ${verb}`);
  }
}

function ownerOf(args: string[]): Pick<ApiKey, 'role' | 'name'> {
  const { values } = parse(args, {
    partner: { type: 'string' },
    erp: { type: 'string' },
    operator: { type: 'boolean' },
  });
  const { partner, erp, operator } = values;
  if ([partner, erp, operator].filter((one) => one !== undefined).length !== 1)
    throw new Usage('for whom? one of --partner P, --erp E, --operator');
  const { partners, erps } = soundCatalog();
  if (partner !== undefined) {
    if (!partners.has(partner))
      throw new Usage(`there is no partner ${partner}; known: ${[...partners.keys()].join(', ')}`);
    return { role: 'partner', name: partner };
  }
  if (erp !== undefined) {
    if (!erps.has(erp)) throw new Usage(`there is no ERP ${erp}; known: ${[...erps.keys()].join(', ')}`);
    return { role: 'erp', name: erp };
  }
  return { role: 'operator', name: '' };
}
