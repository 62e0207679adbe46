import { Hono } from 'hono';
import { allow, type Env, frame } from '../context.js';
import { organizationsOf } from '../db/users.js';
import { Account } from '../views/account.js';
import { page } from './page.js';

export const account = new Hono<Env>().get('/', async (c) => {
  const viewer = allow(c, 'use the registry');
  const organizations = await organizationsOf(c.var.db.read, viewer.userId);
  return page(c, <Account frame={frame(c)} viewer={viewer} organizations={organizations} />);
});
