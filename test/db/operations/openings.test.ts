// What is remembered of records that a user opened (A6), where a write is taken back.
import { describe, expect, test } from 'vitest';
import { sayWhy } from '../../../src/db/operations/openings.js';
import type { Viewer } from '../../../src/domain/accounts/viewer.js';
import { startApp } from '../../support/app.js';
import { ofSqliteAlone } from '../../support/engine/engine.js';
import { showRecord } from './show-record.js';

const viewer = { userId: 1, username: 'nora', organization: { id: 1, code: 'RIVER' } } as Viewer;

describe('writes that share a COMMIT', () => {
  ofSqliteAlone('On PostgreSQL a reason is a transaction of its own.');

  test('a reason that was taken back opens nothing', async () => {
    const { db, clock } = startApp();
    const at = clock();
    const opened = async (clientId: number) => {
      const { brake, remember } = await showRecord(db, viewer, clientId, { limits: { asks: 1, stops: 100 }, at });
      remember?.();
      return brake ?? 'opened';
    };
    expect(await opened(101)).toBe('opened');
    let ended = false;
    const reason = db.write(async (tx) => {
      // The session ends between the two runs.
      if (ended) throw new Error('The session has ended.');
      ended = true;
      await sayWhy(tx, viewer, { reason: 'a clinic day', at, address: '' });
    });
    const beside = opened(102);
    const fails = db.write(async () => {
      throw new Error('a neighbour fails');
    });
    expect((await Promise.allSettled([reason, fails])).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await beside).toBe('asks');
    expect(await opened(103)).toBe('asks');
  });
});
